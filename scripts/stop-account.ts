import { randomUUID } from 'node:crypto';
import type { AccountStatus } from '../domain/account-status.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import { unfollow, type AccountHandle } from '../workers/actors.ts';
import { leaveGlobal } from '../workers/global-actor.ts';
import { stopUpdate } from '../workflows/messages.ts';
import { askAccount, forEach } from './account-answer.ts';
import { asRefusal, failureInWords, isNoAnswer } from './failure-in-words.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import type { RefusalKind } from './refusal.ts';

export interface Stopped {
  readonly accountId: string;
  readonly running: boolean;
  readonly changed: boolean;
  readonly positions: AccountStatus['positions'];
  readonly reason: string | null;
  /** What keeps it running; null when it ended. */
  readonly refusal: RefusalKind | null;
}

const masterWithinMs = 5_000;
/** Selling takes as long as the exchange does; without it the account is only asked to end. */
const stopWithinMs = { selling: 130_000, plain: 15_000 };

/** Ends these accounts' workflows; what they own stays, unless it is to be sold first. Never throws. */
export async function stopAccounts(
  access: LockstepAccess,
  masterId: string | null,
  ids: readonly string[],
  liquidate: boolean,
): Promise<readonly Stopped[]> {
  if (masterId !== null) await leaveMaster(access, masterId, ids);
  const results = await forEach(ids, (accountId) => stop(access, accountId, liquidate));
  const ended = results.filter(({ running }) => !running).map(({ accountId }) => accountId);
  await leaveGlobally(access, ended);
  return results;
}

/** Why it is not stopped as asked; null when it is. */
export function stopFailure(result: Stopped, liquidate: boolean): string | null {
  if (result.running) return `${result.accountId}: not stopped: ${result.reason ?? ''}`;
  if (!liquidate || result.positions.every(({ isDust }) => isDust)) return null;
  return `${result.accountId}: not everything was sold, it still owns ${ownedInWords(result)}`;
}

export const ownedInWords = ({ positions }: Stopped): string =>
  positions.map(({ ownedQuantity, symbol }) => `${ownedQuantity} ${symbol}`).join(', ');

/** The master counts an account that it can't reach as not running, so a master that is silent holds no stop up. */
async function leaveMaster(
  { client, within, tell }: LockstepAccess,
  masterId: string,
  ids: readonly string[],
): Promise<void> {
  try {
    await within(masterWithinMs, () => unfollow(client, masterId, ids));
  } catch (error) {
    tell(`the master still counts on ${ids.join(', ')}: ${failureInWords(error)}`);
  }
}

/** Only when they have ended: until then the switch over all accounts must reach them. */
async function leaveGlobally({ client, within, tell }: LockstepAccess, ids: readonly string[]): Promise<void> {
  try {
    if (ids.length > 0) await within(masterWithinMs, () => leaveGlobal(client, ids));
  } catch (error) {
    tell(`the limits over all accounts still count ${ids.join(', ')}: ${failureInWords(error)}`);
  }
}

async function stop(access: LockstepAccess, accountId: string, liquidate: boolean): Promise<Stopped> {
  const before = await askAccount(access, accountId);
  if (before.kind === 'stopped') {
    const positions = before.last?.positions ?? [];
    return { accountId, running: false, changed: false, positions, reason: 'was not running', refusal: null };
  }
  const handle: AccountHandle = access.client.workflow.getHandle(accountWorkflowId(accountId));
  try {
    const { positions } = await access.within(stopWithinMs[liquidate ? 'selling' : 'plain'], async () => {
      const last = await handle.executeUpdate(stopUpdate, { args: [{ liquidate, requestId: randomUUID() }] });
      await handle.result();
      return last;
    });
    return { accountId, running: false, changed: true, positions, reason: null, refusal: null };
  } catch (error) {
    const mayStillEnd = isNoAnswer(error) ? '; it ends as soon as it is heard' : '';
    const reason = failureInWords(error) + mayStillEnd;
    return { accountId, running: true, changed: false, positions: [], reason, refusal: asRefusal(error).kind };
  }
}
