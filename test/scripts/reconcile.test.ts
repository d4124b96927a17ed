import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { AccountEvent } from '../../domain/account-event.ts';
import type { Drift } from '../../domain/account-status.ts';
import { openJournal } from '../../store/open-journal.ts';
import { submitOrderUpdate } from '../../workflows/messages.ts';
import { event } from '../store/records.ts';
import { installLockstep, userFile, type Installation } from '../support/installed-lockstep.ts';
import { openWorld, order, until, type World, type WorldAccount } from '../support/world.ts';

let world: World;
let installation: Installation;
let journalUrl: string;
beforeAll(async () => {
  world = await openWorld();
  installation = installLockstep({
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: inject('temporalNamespace'),
  });
  journalUrl = pathToFileURL(join(installation.configDir, '..', 'journal.db')).href;
  installation.env['LOCKSTEP_DATABASE_URL'] = journalUrl;
});
afterAll(async () => {
  await installation.remove();
  await world.close();
});

async function runningAccount(): Promise<WorldAccount & { readonly id: string }> {
  const account = await world.account({ mode: 'live' });
  const id = account.config.accountId;
  installation.writeAccount(
    `users/${id}.json`,
    userFile(id, { credential_name: id.toUpperCase().replaceAll('-', '_') }),
  );
  return { ...account, id };
}

interface Reconciled {
  readonly accountId: string;
  readonly reconciled: boolean;
  readonly reason: string | null;
  readonly events: readonly AccountEvent[];
  readonly drift: readonly Drift[];
}
const reconcile = (...args: readonly string[]) =>
  installation.json<{ results: readonly Reconciled[] }>('reconcile', ...args);

test('coins that a person sold by hand are told, and told once; status says how far the account is off, and why', async () => {
  const { id, handle } = await runningAccount();
  const bought = await handle.executeUpdate(submitOrderUpdate, {
    args: [order('buy', { kind: 'quantity', quantity: '0.04' })],
  });
  expect(bought.outcome).toBe('filled');
  await world.exchange.control.changeBalance(`key-${id}`, 'BTC', '-0.03');
  const { code, json } = await reconcile(id);
  expect(code).toBe(0);
  expect(json.results).toMatchObject([
    {
      ...{ accountId: id, reconciled: true, reason: null },
      events: [{ code: 'EXTERNAL_REDUCTION', symbol: 'BTC/USD' }],
      drift: [{ symbol: 'BTC/USD', target: '0.04', cause: 'EXTERNAL_REDUCTION' }],
    },
  ]);
  const again = await installation.run('reconcile', id);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining(`${id}: nothing changed\n`) as unknown });
  expect((await installation.run('status', id)).stdout).toMatch(
    /owns 0\.01\d* BTC\/USD, its latest order was to leave 0\.04 \(7\d\.?\d*% off\): sold or withdrawn by hand/,
  );
}, 60_000);

test('an account whose key is refused, one that does not run, an unknown one: not reconciled, the reason in one line', async () => {
  const { id } = await runningAccount();
  await world.exchange.control.revokeKey(`key-${id}`);
  installation.writeAccount('users/sleeper.json', userFile('sleeper'));
  const { code, json, stderr } = await reconcile(id, 'sleeper');
  expect(code).toBe(1);
  expect(json.results).toMatchObject([
    { accountId: id, reconciled: false, events: [] },
    { accountId: 'sleeper', reconciled: false, reason: 'not running' },
  ]);
  expect(stderr).toMatch(new RegExp(`^${id}: not reconciled: .+\nsleeper: not reconciled: not running\n$`));
  expect(await installation.run('reconcile', 'nobody')).toMatchObject({ code: 1, stdout: '' });
});

test("history shows what happened at the exchange among the account's own doings, in time order", async () => {
  const { id, handle } = await runningAccount();
  const journal = openJournal({ url: journalUrl });
  const seen = event({ accountId: id, atMs: Date.now() });
  await journal.writeEvents([seen, event({ accountId: 'somebody_else' })]);
  await journal.close();
  await handle.executeUpdate(submitOrderUpdate, { args: [order('buy', { kind: 'quote', amount: '100' })] });
  await until(async () => (await world.journal.decisions(id, 1)).length === 1);
  const { json } = await installation.json<{ events: { atMs: number; runId: string; type: string; text: string }[] }>(
    'history',
    id,
  );
  const times = json.events.map(({ atMs }) => atMs);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  const told = json.events.filter(({ type }) => type === 'event');
  expect(told).toEqual([
    {
      ...{ atMs: seen.atMs, runId: json.events[0]?.runId, type: 'event' },
      text: 'BTC/USD: sold or withdrawn by hand: it no longer counts as owned (owned 0.5, balance 0.2)',
    },
  ]);
  const place = json.events.findIndex(({ type }) => type === 'event');
  expect(place).toBeGreaterThan(0);
  expect(place).toBeLessThan(json.events.length - 1);
});
