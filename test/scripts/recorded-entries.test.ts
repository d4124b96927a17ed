import { expect, test } from 'vitest';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { MarketRules } from '../../domain/market-rules.ts';
import { recordedEntries } from '../../scripts/recorded-entries.ts';
import { rulesOf } from '../domain/accounts.ts';
import { journalAt, newFileUrl } from '../store/databases.ts';
import { intent, record } from '../store/records.ts';

const decided = (marketRules: MarketRules, changes: Partial<DecisionRecord> = {}): DecisionRecord =>
  record({ symbol: marketRules.symbol, ...changes, basis: { ...record().basis, marketRules } });

test('without an entry there is nothing', async () => {
  const journal = journalAt(newFileUrl());
  await journal.writeIntent(intent({ kind: 'exit' }));
  expect(await recordedEntries(journal, 'master', 'kraken', true)).toBe(null);
});

test("an older intent's missing equity is taken from what a follower decided by it", async () => {
  const journal = journalAt(newFileUrl());
  await journal.writeIntent(intent({ simulated: true }));
  await journal.writeRecords([decided(rulesOf('BTC/USD'), { masterEquityBefore: '30000' })]);
  expect(await recordedEntries(journal, 'master', 'kraken', true)).toMatchObject({
    entries: [{ symbol: 'BTC/USD', masterNotional: '3000', masterEquityUsd: '30000', averagePrice: '60000' }],
    ...{ simulated: 1, leftOut: [], markets: [{ symbol: 'BTC/USD', exchange: 'kraken' }] },
  });
});

test("the latest rules of the account's own exchange count, not a newer record of another one", async () => {
  const journal = journalAt(newFileUrl());
  await journal.writeIntent(intent({ masterEquityBefore: '30000' }));
  await journal.writeRecords([
    decided(rulesOf('BTC/USD', { minimumCost: '1' }), { accountId: 'old', decidedAtMs: 1 }),
    decided(rulesOf('BTC/USD', { minimumCost: '2' }), { accountId: 'new', decidedAtMs: 2 }),
    decided(rulesOf('BTC/USD', { minimumCost: '9' }), { accountId: 'other', decidedAtMs: 3, exchange: 'binance' }),
  ]);
  const read = async (...args: ['kraken' | 'coinbase', boolean]) =>
    (await recordedEntries(journal, 'master', ...args))?.entries.map(({ rules }) => rules.minimumCost);
  expect(await read('kraken', true)).toEqual(['2']);
  expect(await read('coinbase', true)).toEqual([]);
  expect(await read('coinbase', false)).toEqual(['9']);
});

test('what a copy could not be sized from is left out, and said so', async () => {
  const journal = journalAt(newFileUrl());
  const known = { masterEquityBefore: '30000' };
  await journal.writeIntent(intent(known));
  await journal.writeIntent(intent({ ...known, intentId: 'euro', symbol: 'BTC/EUR' }));
  await journal.writeIntent(intent({ ...known, intentId: 'doge', symbol: 'DOGE/USD' }));
  await journal.writeIntent(intent({ intentId: 'poor', masterEquityBefore: null }));
  // The master's own order tells the rules of what nobody followed.
  await journal.writeRecords([
    decided(rulesOf('BTC/USD'), { accountId: 'master', origin: 'own', leg: 'own', intentId: 'own' }),
    decided(rulesOf('BTC/EUR'), { accountId: 'master', origin: 'own', leg: 'own', intentId: 'own-euro' }),
  ]);
  const told = await recordedEntries(journal, 'master', 'kraken', true);
  expect(told?.entries).toHaveLength(1);
  expect([...(told?.leftOut ?? [])].sort((a, b) => a.reason.localeCompare(b.reason))).toEqual([
    { symbol: 'BTC/EUR', entries: 1, reason: 'its price is in EUR, not in dollars' },
    { symbol: 'DOGE/USD', entries: 1, reason: 'no market rules are recorded at kraken yet' },
    { symbol: 'BTC/USD', entries: 1, reason: "the master's equity is not recorded" },
  ]);
});
