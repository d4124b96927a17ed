import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { credentialText } from '../../config/credential-text.ts';
import type { AccountMode } from '../../domain/account-config.ts';
import type { RehearsalSummary, RehearsalView } from '../../scripts/rehearsal-view.ts';
import type { Journal } from '../../store/journal.ts';
import { openJournal } from '../../store/open-journal.ts';
import { submitIntentUpdate } from '../../workflows/messages.ts';
import { installLockstep, userFile, type Installation } from '../support/installed-lockstep.ts';
import { externalEntry, externalExit, openWorld, until, type World, type WorldAccount } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'lockstep-rehearsal-'));
const journalUrl = pathToFileURL(join(folder, 'journal.db')).href;
let journal: Journal;
let world: World;
let installation: Installation;
let observing: WorldAccount;
let live: WorldAccount;
let intentIds: readonly string[];

/** An observing account beside a live one: bought 0.01 for 50,000 each, sold half of it. */
beforeAll(async () => {
  journal = openJournal({ url: journalUrl });
  world = await openWorld(() => journal);
  installation = installLockstep({
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: inject('temporalNamespace'),
    LOCKSTEP_DATABASE_URL: journalUrl,
  });
  [observing, live] = [described(await world.account()), described(await world.account({ mode: 'live' }))];
  const master = await world.master([observing, live]);
  const intents = [externalEntry(), externalEntry({ symbol: 'NOPE/USD' }), externalExit('0.5')];
  for (const intent of intents) {
    await master.master.executeUpdate(submitIntentUpdate, { args: [{ ...intent, occurredAtMs: Date.now() }] });
    const decided = async () => (await journal.intent(intent.intentId))?.records ?? [];
    await until(async () => (await decided()).filter(({ settledAtMs }) => settledAtMs !== null).length === 2);
  }
  intentIds = intents.map(({ intentId }) => intentId);
});
afterAll(async () => {
  await installation.remove();
  await world.close();
  await journal.close();
  rmSync(folder, { recursive: true, force: true });
});

const idOf = (account: WorldAccount): string => account.config.accountId;
function described(account: WorldAccount): WorldAccount {
  const id = idOf(account);
  installation.writeAccount(
    `users/${id}.json`,
    userFile(id, { credential_name: id.toUpperCase().replaceAll('-', '_') }),
  );
  return account;
}
async function keyThatCanWithdraw(): Promise<WorldAccount> {
  const { key, secret } = await world.exchange.control.createAccount({
    ...{ name: `keyed-${randomUUID()}`, balances: { USD: '10000' } },
    permissions: ['query-funds', 'query-open-trades', 'query-closed-trades', 'modify-trades', 'withdraw-funds'],
  });
  return described(await world.account({ credential: credentialText(key, secret) }));
}
const lockstep = (...args: readonly string[]) => installation.run(...args);
const rehearsal = (...args: readonly string[]) =>
  installation.json<{ accounts: readonly RehearsalView[] }>('rehearsal', ...args);
const goLive = (...args: readonly string[]) =>
  installation.json<{ results: readonly ModeResult[] }>('mode', 'live', ...args, '--yes');
interface ModeResult {
  readonly accountId: string;
  readonly mode: AccountMode | null;
  readonly reason: string | null;
  readonly rehearsal: RehearsalSummary | null;
}

test('one account: trade by trade what it would have made, beside what the live one really did', async () => {
  const { code, json } = await rehearsal(idOf(observing));
  expect(code).toBe(0);
  const [account] = json.accounts;
  expect(account).toMatchObject({
    ...{ accountId: idOf(observing), mode: 'observe', cleanObservations: 2, tradesInAll: 3 },
    uncleanCodes: { SYMBOL_UNMAPPED: 1 },
    positions: [{ symbol: 'BTC/USD', price: '50000' }],
  });
  const [bought, skipped, sold] = account?.trades ?? [];
  expect(account?.trades.map(({ intentId }) => intentId)).toEqual(intentIds);
  expect(bought).toMatchObject({ side: 'buy', outcome: 'observed', price: '50000', realizedProfit: null });
  expect(bought?.live).toMatchObject({ filled: 1, skipped: 0, denied: 0, codes: {} });
  expect(Math.abs(Number(bought?.live.averageSlippageBps))).toBeLessThan(30);
  expect(skipped).toMatchObject({
    outcome: 'skipped',
    code: 'SYMBOL_UNMAPPED',
    quantity: null,
    price: null,
    fee: null,
  });
  expect(skipped?.live).toMatchObject({ filled: 0, skipped: 1, codes: { SYMBOL_UNMAPPED: 1 } });
  expect(sold).toMatchObject({ side: 'sell', outcome: 'observed', live: { filled: 1 } });
  const held = Number(account?.positions[0]?.quantity);
  expect(held).toBeCloseTo(Number(bought?.quantity) - Number(sold?.quantity), 8);
  const [realized, unrealized, profit] = [account?.realizedUsd, account?.unrealizedUsd, account?.profitUsd].map(Number);
  expect(realized).toBe(Number(sold?.realizedProfit));
  expect(profit).toBeCloseTo((realized ?? 0) + (unrealized ?? 0), 6);
  // The price stood still: all that is lost is fees.
  expect(profit).toBeCloseTo(-Number(bought?.fee) - Number(sold?.fee), 6);
  expect((await rehearsal(idOf(observing), '--limit', '1')).json.accounts[0]).toMatchObject({
    ...{ tradesInAll: 3, trades: [{ intentId: intentIds[2] }] },
  });
});

test('in words: a table of trades, one of holdings, and the profit; all accounts in one line each', async () => {
  const one = await lockstep('rehearsal', idOf(observing));
  expect(one).toMatchObject({ code: 0, stderr: '' });
  expect(one.stdout).toMatch(
    /rehearsed since .* UTC: 2 clean observations, 1 not clean \(1 SYMBOL_UNMAPPED\), would hold/,
  );
  expect(one.stdout).toMatch(/buy BTC\/USD .* 1 filled \(.* bps\)/);
  expect(one.stdout).toMatch(/realized -?\d+\.\d\d USD, unrealized -?\d+\.\d\d USD, together -?\d+\.\d\d USD/);
  const all = await lockstep('rehearsal');
  expect(all.stdout).toMatch(new RegExp(`${idOf(observing)} .*observe .* BTC/USD`));
  expect(all.stdout).not.toContain(idOf(live));
});

test('a stopped account has its rehearsal and no price; an unknown one is refused', async () => {
  const stopped = described(await world.account());
  await stopped.handle.terminate();
  const { json } = await rehearsal(idOf(stopped));
  expect(json.accounts).toMatchObject([{ since: null, cleanObservations: 0, positions: [], trades: [] }]);
  expect(await lockstep('rehearsal', 'nobody')).toMatchObject({ code: 1, stdout: '' });
});

test('mode live tells what was rehearsed and warns of too little of it, and goes live all the same', async () => {
  const heldBack = await lockstep('mode', 'live', idOf(observing));
  expect(heldBack).toMatchObject({ code: 1, stdout: '' });
  expect(heldBack.stderr).toMatch(/rehearsed since .*: 2 clean observations.*, would have earned -\d+\.\d\d USD/);
  expect(heldBack.stderr).toMatch(
    /only 2 clean observations since it last went to observe, fewer than the 5 of LOCKSTEP_CLEAN_OBSERVATIONS; 1 not clean/,
  );
  installation.env['LOCKSTEP_CLEAN_OBSERVATIONS'] = '2';
  const { code, json, stderr } = await goLive(idOf(observing), idOf(live));
  Reflect.deleteProperty(installation.env, 'LOCKSTEP_CLEAN_OBSERVATIONS');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(json.results).toMatchObject([
    {
      mode: 'live',
      changed: true,
      reason: null,
      rehearsal: { cleanObservations: 2, positions: [{ symbol: 'BTC/USD' }] },
    },
    { mode: 'live', changed: false, rehearsal: null },
  ]);
  // What it rehearsed before is still told.
  const after = (await rehearsal(idOf(observing))).json.accounts[0];
  expect(after).toMatchObject({ mode: 'live', tradesInAll: 3, cleanObservations: 2 });
});

test('a journal that can not be read holds nobody back: one line says so', async () => {
  const account = described(await world.account());
  const broken = join(folder, 'broken.db');
  writeFileSync(broken, 'this is no database, and long enough to be taken for one'.repeat(100));
  installation.env['LOCKSTEP_DATABASE_URL'] = pathToFileURL(broken).href;
  const { code, json, stderr } = await goLive(idOf(account));
  installation.env['LOCKSTEP_DATABASE_URL'] = journalUrl;
  expect(code).toBe(0);
  expect(json.results).toMatchObject([{ mode: 'live', changed: true, rehearsal: null }]);
  expect(stderr).toMatch(/^what was rehearsed can't be told: .*broken\.db.*$/m);
});

test('a key that can withdraw goes live only with the flag, which names each account that needs it', async () => {
  const [one, other] = [await keyThatCanWithdraw(), await keyThatCanWithdraw()];
  const refused = await goLive(idOf(one));
  expect(refused.code).toBe(1);
  expect(refused.json.results).toMatchObject([
    {
      mode: 'observe',
      changed: false,
      reason: expect.stringMatching(/can withdraw.*--allow-withdraw-permission/) as string,
    },
  ]);
  const allowed = await lockstep('mode', 'live', idOf(one), idOf(other), '--allow-withdraw-permission', '--yes');
  expect(allowed.code).toBe(0);
  for (const account of [one, other]) {
    expect(allowed.stdout).toContain(`${idOf(account)}: ITS KEY CAN WITHDRAW`);
    expect(await account.status()).toMatchObject({ mode: 'live', allowsWithdrawal: true });
  }
  const wrong = await lockstep('mode', 'observe', idOf(one), '--allow-withdraw-permission');
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
});
