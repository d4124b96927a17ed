import { randomUUID } from 'node:crypto';
import type { PositionStatus } from '../domain/account-status.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import type { LiquidatedPosition } from '../domain/own-order.ts';
import { liquidateUpdate } from '../workflows/messages.ts';
import { askAccount, type AccountAnswer } from './account-answer.ts';
import { asRefusal, failureInWords, isNoAnswer } from './failure-in-words.ts';
import { unsoldInWords } from './liquidated-in-words.ts';
import type { WorkflowAccess } from './lockstep-access.ts';
import { Refusal, unavailable } from './refusal.ts';

export interface Sold {
  readonly orders: readonly LiquidatedPosition[];
  /** What could be sold and is not, and what comes next; null when nothing is left. */
  readonly reason: string | null;
}

const resultWithinMs = 130_000;

/**
 * Sells what Lockstep bought for one account, at the market. Tried with a silent account too: an exit is not given up
 * before it has failed.
 * @param answer what the account said of itself just now
 * @throws Refusal when it does not run or has no outcome in time; one line without the account's id
 */
export async function liquidateAccount(
  access: WorkflowAccess,
  accountId: string,
  answer: AccountAnswer,
): Promise<Sold> {
  if (answer.kind === 'stopped') throw new Refusal(whyNotSelling(accountId, answer));
  const handle = access.client.workflow.getHandle(accountWorkflowId(accountId));
  try {
    const orders = await access.within(resultWithinMs, () =>
      handle.executeUpdate(liquidateUpdate, { args: [randomUUID()] }),
    );
    const now = await askAccount(access, accountId);
    return { orders, reason: unsoldInWords(accountId, orders, now.kind === 'running' ? now.status : null) };
  } catch (error) {
    if (!isNoAnswer(error)) throw asRefusal(error, failureInWords(error));
    throw unavailable(
      `no outcome after ${resultWithinMs / 1000} s: what it took on is still being sold, look at "status ${accountId}"`,
    );
  }
}

/** What an account that doesn't run owned when it was heard last. */
export const lastOwned = (answer: AccountAnswer): readonly PositionStatus[] =>
  answer.kind === 'stopped' ? (answer.last?.positions ?? []).filter(({ isDust }) => !isDust) : [];

export function whyNotSelling(accountId: string, answer: Exclude<AccountAnswer, { kind: 'running' }>): string {
  if (answer.kind === 'silent') return answer.reason;
  const owned = lastOwned(answer);
  const what = owned.length === 0 ? '' : ` and owns ${listed(owned)}`;
  return `not running${what}: start it with "accounts start ${accountId}"`;
}

export const listed = (positions: readonly PositionStatus[]): string =>
  positions.map(({ ownedQuantity, symbol }) => `${ownedQuantity} ${symbol}`).join(', ');
