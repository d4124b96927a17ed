import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountEvent } from '../../domain/account-event.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { Execution } from '../../domain/execution.ts';
import type { AccountProfit, TotalProfit } from '../../domain/profit-report.ts';
import type { ForeignTrade } from '../../domain/reconcile-findings.ts';
import { openJournal } from '../../store/open-journal.ts';
import { accountState, event, record } from '../store/records.ts';
import { installLockstep, userFile, type Installation } from '../support/installed-lockstep.ts';

interface Report {
  readonly accounts: readonly Omit<AccountProfit, 'executions'>[];
  readonly total: TotalProfit;
  readonly executions: readonly Execution[];
  readonly csv: { readonly file: string; readonly executions: number } | null;
}

let installation: Installation;
const files = (): string => dirname(installation.configDir);

const at = (day: number): number => Date.UTC(2026, 0, day, 12);
/** A copied trade on a day of January, without fees unless said. */
const traded = (accountId: string, day: number, changes: Partial<DecisionRecord> = {}): DecisionRecord => {
  const { filledQuantity = '0.5', filledCost = '30000', feeAsset = 'USD', feeAmount = '0' } = changes;
  const fill = { atMs: at(day), quantity: filledQuantity, cost: filledCost, feeAsset, feeAmount };
  return record({
    ...{ accountId, intentId: `intent-${day}`, decidedAtMs: at(day), settledAtMs: at(day) + 500, filledQuantity },
    ...{ filledCost, feeAsset, feeAmount, fills: [fill], exchangeOrderId: `O-${accountId}-${day}` },
    ...changes,
  });
};
const sold = (accountId: string, day: number, changes: Partial<DecisionRecord> = {}): DecisionRecord =>
  traded(accountId, day, { side: 'sell', kind: 'exit', filledQuantity: '0.25', filledCost: '20000', ...changes });

const byHand: ForeignTrade = {
  ...{ tradeId: 'T1', exchangeOrderId: 'OHAND', symbol: 'BTC/USD', side: 'buy', quantity: '2', cost: '100000' },
  ...{ feeAsset: 'USD', feeAmount: '10', atMs: at(4), isOrderForeign: true },
};
const records = [
  traded('retail_one', 2, { feeAmount: '75', slippageBps: '4', delayMs: 40 }),
  sold('retail_one', 20, { feeAmount: '50', slippageBps: '-2', delayMs: 100 }),
  sold('retail_one', 40, { filledQuantity: '0.1', filledCost: '9000', slippageBps: '10', delayMs: 60 }),
  traded('retail_one', 21, { mode: 'observe', outcome: 'observed' }),
  traded('retail_one', 22, { filledQuantity: '0', filledCost: '0', fills: [], outcome: 'expired' }),
  traded('paper', 3, { filledQuantity: '1', filledCost: '50000' }),
  sold('paper', 5, { filledQuantity: '1', filledCost: '90000' }),
  traded('fileless', 6, { feeAsset: 'BTC', feeAmount: '0.001', origin: 'own', leg: '=own' }),
  traded('moved', 7),
  sold('moved', 8, { filledQuantity: '0.5' }),
  traded('moved', 12, { feeAsset: 'BNB', feeAmount: '0.02' }),
];
const events: readonly AccountEvent[] = [
  event({ accountId: 'master', eventId: 'T1', code: 'EXTERNAL_TRADE', atMs: at(4), trade: byHand }),
  event({ accountId: 'retail_one', eventId: 'T2', code: 'EXTERNAL_TRADE', atMs: at(4), trade: byHand }),
];

beforeAll(async () => {
  installation = installLockstep({ TEMPORAL_ADDRESS: '' });
  const url = pathToFileURL(join(files(), 'journal.db')).href;
  installation.env['LOCKSTEP_DATABASE_URL'] = url;
  installation.env['BINANCE_USER_PAPER_TESTNET'] = 'true';
  installation.writeAccount('master.json', { user_id: 'master', broker_type: 'kraken' });
  installation.writeAccount('users/retail_one.json', userFile('retail_one'));
  installation.writeAccount('users/paper.json', userFile('paper', { broker_type: 'binance' }));
  const journal = openJournal({ url });
  await journal.writeRecords(records);
  await journal.writeEvents(events);
  await journal.saveAccountState({ ...accountState('moved', '1'), ledgerFromMs: at(10) });
  await journal.close();
});
afterAll(() => installation.remove());

const report = (...args: readonly string[]) => installation.json<Report>('report', ...args);

test('every account and the total: profits by cost, play money and what an earlier ledger held in no total', async () => {
  const { code, json, stderr } = await report();
  expect(code).toBe(0);
  expect(stderr).toContain('last prices are not known: Lockstep is not running');
  expect(stderr).toContain('moved: 2 orders of an earlier ledger');
  expect(json.accounts.map(({ accountId }) => accountId)).toEqual([
    ...['master', 'paper', 'retail_one', 'fileless', 'moved'],
  ]);
  const [master, paper, retail, fileless, moved] = json.accounts;
  expect(master).toMatchObject({ role: 'master', trades: 1, fees: { USD: '10' }, unrealizedProfit: null });
  expect(master?.positions).toMatchObject([{ ownedQuantity: '2', costBasis: '100010' }]);
  expect(paper).toMatchObject({ sandbox: true, trades: 2, realizedProfit: { USD: '40000' } });
  // Half of 30,075 left with the first sale, for 19,950; two fifths of the rest with the second, for 9,000.
  expect(retail).toMatchObject({
    ...{ trades: 3, copied: 3, fees: { USD: '125' }, realizedProfit: { USD: '7897.5' } },
    ...{ unrealizedProfit: null, unpriced: ['BTC/USD'], slippageAverageBps: '2.88', slippageWorstBps: '10' },
    ...{ delayP50Ms: 60, delayMaxMs: 100 },
    positions: [{ symbol: 'BTC/USD', ownedQuantity: '0.15', costBasis: '9022.5' }],
  });
  expect(fileless).toMatchObject({ role: 'user', trades: 1, copied: 0, fees: { BTC: '0.001' } });
  expect(moved).toMatchObject({ trades: 1, earlierOrders: 2, fees: { BNB: '0.02' }, realizedProfit: {} });
  expect(json.total).toMatchObject({
    ...{ accounts: 4, trades: 6, copied: 4, realizedProfit: { USD: '7897.5' }, unrealizedProfit: null },
    ...{ fees: { BNB: '0.02', BTC: '0.001', USD: '135' } },
    unpricedAccounts: ['master', 'retail_one', 'fileless', 'moved'],
  });
  expect(json.executions.map(({ atMs }) => atMs)).toEqual(json.executions.map(({ atMs }) => atMs).toSorted());
});

test('a range takes the ledger as it was at its start; its days are whole and in UTC', async () => {
  const { json } = await report('retail_one', '--from', '2026-01-20', '--to', '2026-01-20');
  expect(json.executions).toMatchObject([{ atMs: at(20), realizedProfit: '4912.5', intentId: 'intent-20' }]);
  expect(json.accounts).toMatchObject([
    { trades: 1, realizedProfit: { USD: '4912.5' }, positions: [{ ownedQuantity: '0.25', costBasis: '15037.5' }] },
  ]);
  const tradesOf = async (...args: readonly string[]) =>
    (await report('retail_one', ...args)).json.executions.map(({ intentId }) => intentId);
  expect(await tradesOf('--from', '2026-01-20T12:00:00Z', '--to', '2026-01-20T13:00:00+01:00')).toEqual(['intent-20']);
  expect(await tradesOf('--from', '2026-01-20T12:00:00.001Z')).toEqual(['intent-40']);
  expect(await tradesOf('--to', '2026-01-19')).toEqual(['intent-2']);
});

test("the file for tax tools has Koinly's columns, one row a trade, amounts without the fee; no play money", async () => {
  const file = join(files(), 'trades.csv');
  const { json } = await report('--csv', file);
  expect(json.csv).toEqual({ file, executions: 6 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { data, errors, meta } = Papa.parse<Record<string, string>>(readFileSync(file, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  expect(meta.fields?.join(',')).toBe(
    'Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,' +
      'Net Worth Amount,Net Worth Currency,Label,Description,TxHash',
  );
  expect(data[0]).toEqual({
    ...{ Date: '2026-01-02 12:00:00 UTC', 'Sent Amount': '30000', 'Sent Currency': 'USD' },
    ...{ 'Received Amount': '0.5', 'Received Currency': 'BTC', 'Fee Amount': '75', 'Fee Currency': 'USD' },
    ...{ 'Net Worth Amount': '', 'Net Worth Currency': '', Label: '' },
    ...{ Description: 'Lockstep retail_one: copy of intent-2', TxHash: 'O-retail_one-2' },
  });
  expect(
    data.slice(1).map((row) => [row['Sent Amount'], row['Received Amount'], row['Fee Currency'], row['TxHash']]),
  ).toEqual([
    ['100000', '2', 'USD', 'OHAND'],
    ['30000', '0.5', 'BTC', 'O-fileless-6'],
    ['30000', '0.5', 'BNB', 'O-moved-12'],
    ['0.25', '20000', 'USD', 'O-retail_one-20'],
    ['0.1', '9000', '', 'O-retail_one-40'],
  ]);
});

test('a file that is there stays as it is, and nothing half-written is left', async () => {
  const file = join(files(), 'mine.csv');
  writeFileSync(file, 'my own work');
  const ended = await installation.run('report', '--csv', file);
  expect(ended).toMatchObject({
    code: 1,
    stdout: '',
    stderr: `${file} is there already: name a new file, or remove it first\n`,
  });
  expect(readFileSync(file, 'utf8')).toBe('my own work');
  const nowhere = await installation.run('report', '--csv', join(files(), 'none', 'x.csv'));
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no such folder') as unknown });
  expect(readdirSync(files()).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test.each([
  ['2026-02-30', 'Expected a day in UTC such as 2026-01-31'],
  ['yesterday', 'Expected a day in UTC such as 2026-01-31'],
  ['2026-01-31T25:00:00Z', 'Expected a day in UTC such as 2026-01-31'],
  ['2026-01-31T14:05:00', 'Expected a day in UTC such as 2026-01-31'],
])('the date %s is refused in one line', async (date, words) => {
  const ended = await installation.run('report', '--to', date);
  expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^[^\n]*\n$/) as unknown });
  expect(ended.stderr).toContain(words);
});

test('a range that ends before it begins, and an account that nobody knows, are refused', async () => {
  const turned = await installation.run('report', '--from', '2026-01-02', '--to', '2026-01-01');
  expect(turned).toMatchObject({ code: 2, stderr: '--from is after --to\n' });
  const unknown = await installation.run('report', 'nobody');
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toContain('unknown account "nobody"; known: master, paper, retail_one');
});

test('people see tables, what is not known said so', async () => {
  const all = (await installation.run('report')).stdout;
  expect(all).toContain('price not known');
  expect(all).toContain('total of 4 accounts: 6 trades, 4 of them copied');
  expect(all).toContain('play money is in no total');
  const one = (await installation.run('report', 'retail_one')).stdout;
  expect(one).toMatch(
    /2026-01-20 12:00:00\.000 │ sell BTC\/USD │ 0\.25 +│ 80000\.00 │ 20000\.00 USD │ 50\.00 USD │ 4912\.50 USD/,
  );
});
