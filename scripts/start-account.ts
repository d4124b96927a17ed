import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { AccountConfig } from '../domain/account-config.ts';
import type { GlobalOrder } from '../domain/global-order.ts';
import { masterWorkflowId } from '../domain/ids.ts';
import type { Journal } from '../store/journal.ts';
import { startAccount, startMaster } from '../workers/actors.ts';
import { followSignal } from '../workflows/messages.ts';
import { askAccount, type AccountAnswer } from './account-answer.ts';
import { asRefusal, failureInWords } from './failure-in-words.ts';
import { joinGlobally } from './join-global.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import type { RefusalKind } from './refusal.ts';
import type { KnownAccount, Roster } from './roster.ts';

export interface Started {
  readonly accountId: string;
  readonly running: boolean;
  readonly changed: boolean;
  readonly statusWord: string | null;
  readonly reason: string | null;
  /** What kept it from starting; null when it runs. */
  readonly refusal: RefusalKind | null;
}

const startWithinMs = 15_000;
/** Until it has read its exchange for the first time. */
const firstReadWithinMs = 5_000;
const lookEveryMs = 100;

/** Makes one account run and follow the master; one that runs already gets its configuration anew. Never throws. */
export async function startFollowing(
  access: LockstepAccess,
  journal: Journal,
  roster: Roster,
  { accountId, config }: KnownAccount,
  order: GlobalOrder | null,
): Promise<Started> {
  const before = await askAccount(access, accountId);
  const not = (reason: string, refusal: RefusalKind = 'refused'): Started => ({
    ...{ accountId, running: false, changed: false, statusWord: null, reason, refusal },
  });
  if (config === null) return not('no file describes it any more');
  if (!config.enabled) return not('"enabled" is false in its file');
  try {
    await access.within(startWithinMs, async () => {
      await startAccount(access.client, journal, config, access.taskQueue, order);
      await joinGlobally(access, [accountId]);
      await follow(access, journal, roster, config);
    });
  } catch (error) {
    return not(failureInWords(error), asRefusal(error).kind);
  }
  const now = await firstWord(access, accountId);
  const status = now.kind === 'running' ? now.status : null;
  return {
    accountId,
    running: true,
    changed: before.kind !== 'running',
    statusWord: status?.statusWord ?? null,
    reason: now.kind === 'silent' ? now.reason : (status?.reason ?? null),
    refusal: null,
  };
}

/** A master that isn't running takes up every enabled account when `up` starts it. */
export async function follow(
  { client, taskQueue, tell }: LockstepAccess,
  journal: Journal,
  { config }: Roster,
  account: AccountConfig,
): Promise<void> {
  if (account.role === 'master') {
    const enabled = config.users.filter((user) => user.enabled).map((user) => user.accountId);
    await startMaster(client, journal, account.accountId, enabled, taskQueue);
    return;
  }
  if (config.master === null) return;
  try {
    await client.workflow
      .getHandle(masterWorkflowId(config.master.accountId))
      .signal(followSignal, [account.accountId]);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    tell(`${account.accountId}: the master is not running, so there is nothing to follow yet`);
  }
}

async function firstWord(access: LockstepAccess, accountId: string): Promise<AccountAnswer> {
  const deadline = performance.now() + firstReadWithinMs;
  for (;;) {
    const answer = await askAccount(access, accountId);
    const isReading = answer.kind === 'running' && answer.status.reason === 'starting';
    if (!isReading || performance.now() > deadline) return answer;
    await delay(lookEveryMs);
  }
}
