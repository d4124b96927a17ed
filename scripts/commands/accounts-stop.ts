import { randomUUID } from 'node:crypto';
import type { AccountStatus } from '../../domain/account-status.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import { unfollow, type AccountHandle } from '../../workers/actors.ts';
import { leaveGlobal } from '../../workers/global-actor.ts';
import { stopUpdate } from '../../workflows/messages.ts';
import { askAccount, forEach } from '../account-answer.ts';
import { failureInWords, isNoAnswer } from '../failure-in-words.ts';
import { print, printJson, warn } from '../output.ts';
import { namedAccounts, readRoster } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface StopOptions {
  readonly ids: readonly string[];
  readonly liquidate: boolean;
  readonly json: boolean;
}

interface Stopped {
  readonly accountId: string;
  readonly running: boolean;
  readonly changed: boolean;
  readonly positions: AccountStatus['positions'];
  readonly reason: string | null;
}

const masterWithinMs = 5_000;
/** Selling takes as long as the exchange does; without it the account is only asked to end. */
const stopWithinMs = { selling: 130_000, plain: 15_000 };

/** Ends these accounts' workflows; what they own stays, unless it is to be sold first. */
export const runAccountsStop = ({ ids, liquidate, json }: StopOptions): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const chosen = namedAccounts(roster, ids).map(({ accountId }) => accountId);
    const { master } = roster.config;
    if (master !== null) await leaveMaster(session, master.accountId, chosen);
    const results = await forEach(chosen, (accountId) => stop(session, accountId, liquidate));
    await leaveGlobally(
      session,
      results.filter(({ running }) => !running).map(({ accountId }) => accountId),
    );
    if (json) printJson({ results });
    else print(...results.filter(({ running }) => !running).map(resultInWords));
    const failed = results.filter(
      ({ running, positions }) => running || (liquidate && positions.some(({ isDust }) => !isDust)),
    );
    warn(...failed.map((result) => failureOf(result)));
    return failed.length === 0 ? 0 : 1;
  });

/** The master counts an account that it can't reach as not running, so a master that is silent holds no stop up. */
async function leaveMaster(session: Session, masterId: string, ids: readonly string[]): Promise<void> {
  try {
    await session.within(masterWithinMs, () => unfollow(session.client, masterId, ids));
  } catch (error) {
    warn(`the master still counts on ${ids.join(', ')}: ${failureInWords(error)}`);
  }
}

/** Only when they have ended: until then the switch over all accounts must reach them. */
async function leaveGlobally(session: Session, ids: readonly string[]): Promise<void> {
  try {
    if (ids.length > 0) await session.within(masterWithinMs, () => leaveGlobal(session.client, ids));
  } catch (error) {
    warn(`the limits over all accounts still count ${ids.join(', ')}: ${failureInWords(error)}`);
  }
}

async function stop(session: Session, accountId: string, liquidate: boolean): Promise<Stopped> {
  const before = await askAccount(session, accountId);
  if (before.kind === 'stopped') {
    const positions = before.last?.positions ?? [];
    return { accountId, running: false, changed: false, positions, reason: 'was not running' };
  }
  const handle: AccountHandle = session.client.workflow.getHandle(accountWorkflowId(accountId));
  try {
    const { positions } = await session.within(stopWithinMs[liquidate ? 'selling' : 'plain'], async () => {
      const last = await handle.executeUpdate(stopUpdate, { args: [{ liquidate, requestId: randomUUID() }] });
      await handle.result();
      return last;
    });
    return { accountId, running: false, changed: true, positions, reason: null };
  } catch (error) {
    const mayStillEnd = isNoAnswer(error) ? '; it ends as soon as it is heard' : '';
    return { accountId, running: true, changed: false, positions: [], reason: failureInWords(error) + mayStillEnd };
  }
}

const ownedInWords = ({ positions }: Stopped): string =>
  positions.map(({ ownedQuantity, symbol }) => `${ownedQuantity} ${symbol}`).join(', ');

const failureOf = (result: Stopped): string =>
  result.running
    ? `${result.accountId}: not stopped: ${result.reason ?? ''}`
    : `${result.accountId}: not everything was sold, it still owns ${ownedInWords(result)}`;

function resultInWords(result: Stopped): string {
  const owned = result.positions.length === 0 ? '' : `, still owns ${ownedInWords(result)}`;
  return `${result.accountId}: ${result.reason ?? 'stopped'}${owned}`;
}
