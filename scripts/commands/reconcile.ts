import { setTimeout as delay } from 'node:timers/promises';
import type { AccountEvent } from '../../domain/account-event.ts';
import type { AccountState } from '../../domain/account-state.ts';
import type { Connection, Drift } from '../../domain/account-status.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import { refreshUpdate, stateQuery } from '../../workflows/messages.ts';
import { askAccount, forEach } from '../account-answer.ts';
import { driftInWords } from '../drift-in-words.ts';
import { eventInWords } from '../event-in-words.ts';
import { failureInWords } from '../failure-in-words.ts';
import { count, print, printJson, warn } from '../output.ts';
import { namedAccounts, readRoster, type AccountChoice } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface ReconcileOptions extends AccountChoice {
  readonly json: boolean;
}

interface Reconciled {
  readonly accountId: string;
  readonly reconciled: boolean;
  /** Null: the account doesn't run or answer. */
  readonly connection: Connection | null;
  /** Why it was not reconciled. */
  readonly reason: string | null;
  /** What was seen for the first time, oldest first. */
  readonly events: readonly AccountEvent[];
  readonly drift: readonly Drift[];
}

const answerWithinMs = 5_000;
const readWithinMs = 45_000;
/** A shortfall counts once it was seen twice, some seconds apart. */
const settleWithinMs = 15_000;
const lookEveryMs = 250;
const notRunning = 'not running';

/** Aligns accounts with their exchange now; with `--all` every account that runs. */
export const runReconcile = ({ ids, all, json }: ReconcileOptions): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const chosen = all ? roster.accounts : namedAccounts(roster, ids);
    const asked = await forEach(chosen, ({ accountId }) => reconcile(session, accountId));
    const results = asked.filter(({ reason }) => !all || reason !== notRunning);
    if (json) printJson({ results });
    else print(...results.filter(({ reconciled }) => reconciled).flatMap(resultInWords));
    const failed = results.filter(({ reconciled }) => !reconciled);
    warn(...failed.map(({ accountId, reason }) => `${accountId}: not reconciled: ${reason ?? 'no answer'}`));
    return failed.length === 0 ? 0 : 1;
  });

async function reconcile(session: Session, accountId: string): Promise<Reconciled> {
  const failed = (connection: Connection | null, reason: string | null): Reconciled => ({
    ...{ accountId, reconciled: false, connection, reason, events: [], drift: [] },
  });
  const answer = await askAccount(session, accountId);
  if (answer.kind !== 'running') return failed(null, answer.kind === 'silent' ? answer.reason : notRunning);
  const handle = session.client.workflow.getHandle(accountWorkflowId(accountId));
  const readState = () => session.within(answerWithinMs, () => handle.query(stateQuery));
  try {
    const before = await readState();
    const { connection, reason } = await session.within(readWithinMs, () => handle.executeUpdate(refreshUpdate));
    if (connection !== 'connected') return failed(connection, reason);
    const after = await untilReconciled(before, readState);
    if (after.reconciledToMs <= before.reconciledToMs)
      return failed(connection, 'read, but not reconciled in time: try again');
    const now = await askAccount(session, accountId);
    const drift = now.kind === 'running' ? now.status.drift : [];
    return { accountId, reconciled: true, connection, reason: null, events: newEvents(before, after), drift };
  } catch (error) {
    return failed(null, failureInWords(error));
  }
}

async function untilReconciled(before: AccountState, readState: () => Promise<AccountState>): Promise<AccountState> {
  const deadline = performance.now() + settleWithinMs;
  for (;;) {
    const now = await readState();
    const isDone = now.reconciledToMs > before.reconciledToMs && Object.keys(now.shortfalls).length === 0;
    if (isDone || performance.now() > deadline) return now;
    await delay(lookEveryMs);
  }
}

function newEvents(before: AccountState, after: AccountState): readonly AccountEvent[] {
  const known = new Set(eventsIn(before).map(({ eventId }) => eventId));
  return eventsIn(after).filter(({ eventId }) => !known.has(eventId));
}

/** The latest that an account remembers; the journal has all of them. */
const eventsIn = ({ events, unwrittenEvents }: AccountState): readonly AccountEvent[] => [
  ...new Map([...events, ...unwrittenEvents].map((event) => [event.eventId, event])).values(),
];

const resultInWords = ({ accountId, events, drift }: Reconciled): readonly string[] => [
  events.length === 0 ? `${accountId}: nothing changed` : `${accountId}: ${count(events.length, 'change')}`,
  ...events.map((event) => `  ${eventInWords(event)}`),
  ...driftInWords({ accountId, drift }),
];
