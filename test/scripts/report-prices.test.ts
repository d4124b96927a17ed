import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { minus, times } from '../../domain/decimal.ts';
import type { AccountProfit, TotalProfit } from '../../domain/profit-report.ts';
import type { Journal } from '../../store/journal.ts';
import { openJournal } from '../../store/open-journal.ts';
import { stateQuery, submitOrderUpdate } from '../../workflows/messages.ts';
import { installLockstep, type Installation } from '../support/installed-lockstep.ts';
import { openWorld, order, until, type World, type WorldAccount } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'lockstep-report-'));
const journalUrl = pathToFileURL(join(folder, 'journal.db')).href;
let journal: Journal;
let world: World;
let installation: Installation;
beforeAll(async () => {
  journal = openJournal({ url: journalUrl });
  world = await openWorld(() => journal);
  installation = installLockstep({
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: inject('temporalNamespace'),
    LOCKSTEP_DATABASE_URL: journalUrl,
  });
});
afterAll(async () => {
  await installation.remove();
  await world.close();
  await journal.close();
  rmSync(folder, { recursive: true, force: true });
});

async function owning(): Promise<WorldAccount> {
  const account = await world.account({ mode: 'live' });
  const size = { kind: 'quantity', quantity: '0.01' } as const;
  const bought = await account.handle.executeUpdate(submitOrderUpdate, { args: [order('buy', size)] });
  expect(bought.outcome).toBe('filled');
  await until(async () => (await journal.executions(account.config.accountId, null, 1)).length === 1);
  return account;
}
async function report(...args: readonly string[]) {
  const { json } = await installation.json<{ accounts: readonly AccountProfit[]; total: TotalProfit }>(
    'report',
    ...args,
  );
  return json;
}

test('a running account without a file tells its last price; a range that is over, and a stopped one, have none', async () => {
  const account = await owning();
  const { accountId } = account.config;
  const price = (await account.handle.query(stateQuery)).snapshot?.prices['BTC/USD'] ?? '';
  const now = await report(accountId);
  const [position] = now.accounts[0]?.positions ?? [];
  expect(position).toMatchObject({ ownedQuantity: '0.01', lastPrice: price });
  const profit = minus(times('0.01', price), position?.costBasis ?? '');
  expect(now.accounts).toMatchObject([{ unpriced: [], unrealizedProfit: { USD: profit }, trades: 1 }]);
  expect(now.total).toMatchObject({ unpricedAccounts: [], unrealizedProfit: { USD: profit } });

  const instant = new Date(Date.now() - 1).toISOString();
  const past = await report(accountId, '--to', instant);
  expect(past.accounts).toMatchObject([{ unpriced: ['BTC/USD'], unrealizedProfit: null }]);

  const other = await owning();
  await account.handle.terminate();
  const { accounts, total } = await report();
  const of = (id: string) => accounts.find((one) => one.accountId === id);
  expect(of(accountId)).toMatchObject({ unpriced: ['BTC/USD'], unrealizedProfit: null });
  expect(of(other.config.accountId)?.unrealizedProfit).toEqual({ USD: profit });
  expect(total).toMatchObject({ unpricedAccounts: [accountId], unrealizedProfit: { USD: profit } });
}, 60_000);
