import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountConfig } from '../domain/account-config.ts';
import { configChanges, type ConfigChange } from '../domain/config-changes.ts';
import type { GlobalOrder } from '../domain/global-order.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import type { Journal } from '../store/journal.ts';
import { isRunning, lastState, startAccount, unfollow, type AccountHandle } from '../workers/actors.ts';
import { leaveGlobal } from '../workers/global-actor.ts';
import { configureSignal, reconcileSignal, statusQuery, stopUpdate } from '../workflows/messages.ts';
import { failureInWords } from './failure-in-words.ts';
import { joinGlobally } from './join-global.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import type { KnownAccount, Roster } from './roster.ts';
import { follow } from './start-account.ts';

export interface Reloaded {
  readonly accountId: string;
  readonly changed: boolean;
  readonly changes: readonly ConfigChange[];
  readonly started: boolean;
  readonly stopped: boolean;
  /** Why it is not as its file says; null when it is. */
  readonly reason: string | null;
  /** A running account keeps to something that its file says otherwise. */
  readonly isBehind: boolean;
  readonly failed: boolean;
}

export interface Reload {
  readonly access: LockstepAccess;
  readonly journal: Journal;
  readonly roster: Roster;
  readonly order: GlobalOrder | null;
}

const withinMs = 15_000;
const shownWithinMs = 5_000;
const lookEveryMs = 100;

/** Makes one account as its file says by now. Never throws: one account's trouble is its own. */
export async function reloadAccount(reload: Reload, account: KnownAccount): Promise<Reloaded> {
  const { accountId } = account;
  const result = (changes: Partial<Reloaded>): Reloaded => ({
    ...{ accountId, changed: false, changes: [], started: false, stopped: false, reason: null, isBehind: false },
    failed: false,
    ...changes,
  });
  if (account.config === null) return result({ reason: withoutFile(reload.roster, accountId) });
  const { config } = account;
  try {
    return await reload.access.within(withinMs, async () => result(await brought(reload, config)));
  } catch (error) {
    return result({ reason: failureInWords(error), failed: true });
  }
}

async function brought(reload: Reload, config: AccountConfig): Promise<Partial<Reloaded>> {
  const { client } = reload.access;
  const handle: AccountHandle = client.workflow.getHandle(accountWorkflowId(config.accountId));
  if (await isRunning(handle)) {
    return config.enabled ? configured(reload, handle, config) : stopped(reload, handle, config);
  }
  if (!config.enabled) return {};
  const last = await lastState(handle, reload.journal, config.accountId);
  // Disabled, or read for an audit only: its file is what changed. Otherwise a person stopped it.
  const isPersonsStop = last?.config.enabled === true && (await isCompleted(handle));
  if (isPersonsStop) return { reason: `a person stopped it: "accounts start ${config.accountId}" starts it` };
  await startAccount(client, reload.journal, config, reload.access.taskQueue, reload.order);
  await joinGlobally(reload.access, [config.accountId]);
  await follow(reload.access, reload.journal, reload.roster, config);
  await nudged(handle);
  return { changed: true, started: true };
}

async function isCompleted(handle: AccountHandle): Promise<boolean> {
  try {
    return (await handle.describe()).status.name === 'COMPLETED';
  } catch {
    return false;
  }
}

/** The worker may meet the account's key only at its second look. */
async function nudged(handle: AccountHandle): Promise<void> {
  const deadline = performance.now() + shownWithinMs;
  while (performance.now() < deadline) {
    const { connection, reason } = await handle.query(statusQuery);
    if (connection === 'connected') return;
    if (connection === 'credentials-missing') await handle.signal(reconcileSignal);
    else if (reason !== 'starting') return;
    await delay(lookEveryMs * 5);
  }
}

async function configured(reload: Reload, handle: AccountHandle, config: AccountConfig): Promise<Partial<Reloaded>> {
  const { access, journal } = reload;
  const changesNow = async (): Promise<readonly ConfigChange[]> => {
    const state = await lastState(handle, journal, config.accountId);
    return state === null ? [] : configChanges(state.config, config);
  };
  const changes = await changesNow();
  if (changes.length === 0) return {};
  await startAccount(access.client, journal, config);
  const deadline = performance.now() + shownWithinMs;
  let left = await changesNow();
  while (left.length > 0 && performance.now() < deadline) {
    await delay(lookEveryMs);
    left = await changesNow();
  }
  const taken = changes.filter(({ field }) => !left.some((one) => one.field === field));
  const reason = reasonOf(left, taken);
  return { changed: taken.length > 0, changes: taken.map(asInFile), reason, isBehind: left.length > 0 };
}

function reasonOf(left: readonly ConfigChange[], taken: readonly ConfigChange[]): string | null {
  if (left.some(({ field }) => field === 'exchange' || field === 'sandbox')) {
    return `it stays at ${left[0]?.from ?? ''} until what it owns there is sold`;
  }
  if (left.length > 0) return `not in effect yet: ${left.map(({ field }) => field).join(', ')}`;
  return taken.some(({ field }) => field === 'taskQueue') ? 'its task_queue holds from its next start' : null;
}

/** What it owns stays. Its last state tells that its file disabled it, not a person. */
async function stopped(
  { access: { client }, roster }: Reload,
  handle: AccountHandle,
  config: AccountConfig,
): Promise<Partial<Reloaded>> {
  await handle.signal(configureSignal, config);
  if (roster.config.master !== null) await unfollow(client, roster.config.master.accountId, [config.accountId]);
  const { positions } = await handle.executeUpdate(stopUpdate, {
    args: [{ liquidate: false, requestId: randomUUID() }],
  });
  await handle.result();
  await leaveGlobal(client, [config.accountId]);
  const owned = positions.map(({ ownedQuantity, symbol }) => `${ownedQuantity} ${symbol}`).join(', ');
  return { changed: true, stopped: true, reason: owned === '' ? null : `it still owns ${owned}` };
}

function withoutFile({ config: { problems } }: Roster, accountId: string): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const isWrong = errors.some((problem) => problem.accountId === accountId || problem.accountId === null);
  return isWrong
    ? 'its file has a mistake or none can be read: it runs on as it is'
    : `no file describes it any more: it runs on as it is, "accounts stop ${accountId}" ends it`;
}

/** `limits.maxOrderUsd` is `limits.max_order_usd` in the file. */
export const asInFile = (change: ConfigChange): ConfigChange => ({
  ...change,
  field:
    change.field === 'exchange' ? 'broker_type' : change.field.replaceAll(/[A-Z]/g, (it) => `_${it.toLowerCase()}`),
});
