import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { AccountConfig } from '../../domain/account-config.ts';
import type { GlobalOrder } from '../../domain/global-order.ts';
import { masterWorkflowId } from '../../domain/ids.ts';
import { openJournal } from '../../store/open-journal.ts';
import type { Journal } from '../../store/journal.ts';
import { startAccount, startMaster } from '../../workers/actors.ts';
import { followSignal } from '../../workflows/messages.ts';
import { askAccount, forEach, type AccountAnswer } from '../account-answer.ts';
import { failureInWords } from '../failure-in-words.ts';
import { globalOrderOf, joinGlobally } from '../join-global.ts';
import { print, printJson, warn } from '../output.ts';
import { namedAccounts, readRoster, type KnownAccount, type Roster } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface StartOptions {
  readonly ids: readonly string[];
  readonly json: boolean;
}

interface Started {
  readonly accountId: string;
  readonly running: boolean;
  readonly changed: boolean;
  readonly statusWord: string | null;
  readonly reason: string | null;
}

const startWithinMs = 15_000;
/** Until it has read its exchange for the first time. */
const firstReadWithinMs = 5_000;
const lookEveryMs = 100;

/** Makes these accounts run and follow the master. Those that run already get their configuration anew. */
export const runAccountsStart = ({ ids, json }: StartOptions): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const chosen = namedAccounts(roster, ids);
    const journal = openJournal({ url: session.places.journalUrl });
    const order = await globalOrderOf(session, roster.config.globalLimits);
    const results = await forEach(chosen, (account) => start(session, journal, roster, account, order)).finally(() =>
      journal.close(),
    );
    if (json) printJson({ results });
    else print(...results.filter(({ running }) => running).map(resultInWords));
    const failed = results.filter(({ running }) => !running);
    warn(...failed.map(({ accountId, reason }) => `${accountId}: not started: ${reason ?? ''}`));
    return failed.length === 0 ? 0 : 1;
  });

async function start(
  session: Session,
  journal: Journal,
  roster: Roster,
  { accountId, config }: KnownAccount,
  order: GlobalOrder | null,
): Promise<Started> {
  const before = await askAccount(session, accountId);
  const not = (reason: string): Started => ({ accountId, running: false, changed: false, statusWord: null, reason });
  if (config === null) return not('no file describes it any more');
  if (!config.enabled) return not('"enabled" is false in its file');
  try {
    await session.within(startWithinMs, async () => {
      await startAccount(session.client, journal, config, undefined, order);
      await joinGlobally(session, [accountId]);
      await follow(session, journal, roster, config);
    });
  } catch (error) {
    return not(failureInWords(error));
  }
  const now = await firstWord(session, accountId);
  const status = now.kind === 'running' ? now.status : null;
  return {
    accountId,
    running: true,
    changed: before.kind !== 'running',
    statusWord: status?.statusWord ?? null,
    reason: now.kind === 'silent' ? now.reason : (status?.reason ?? null),
  };
}

/** A master that isn't running takes up every enabled account when `up` starts it. */
export async function follow(
  session: Session,
  journal: Journal,
  { config }: Roster,
  account: AccountConfig,
): Promise<void> {
  const { client } = session;
  if (account.role === 'master') {
    const enabled = config.users.filter((user) => user.enabled).map((user) => user.accountId);
    await startMaster(client, journal, account.accountId, enabled);
    return;
  }
  if (config.master === null) return;
  try {
    await client.workflow
      .getHandle(masterWorkflowId(config.master.accountId))
      .signal(followSignal, [account.accountId]);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    warn(`${account.accountId}: the master is not running, so there is nothing to follow yet`);
  }
}

async function firstWord(session: Session, accountId: string): Promise<AccountAnswer> {
  const deadline = performance.now() + firstReadWithinMs;
  for (;;) {
    const answer = await askAccount(session, accountId);
    const isReading = answer.kind === 'running' && answer.status.reason === 'starting';
    if (!isReading || performance.now() > deadline) return answer;
    await delay(lookEveryMs);
  }
}

const resultInWords = ({ accountId, changed, statusWord, reason }: Started): string =>
  `${accountId}: ${changed ? 'started' : 'was running already'}${statusWord === null ? '' : `, ${statusWord}`}${reason === null ? '' : ` (${reason})`}`;
