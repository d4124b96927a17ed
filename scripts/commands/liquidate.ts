import { randomUUID } from 'node:crypto';
import type { AccountStatus, PositionStatus } from '../../domain/account-status.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import type { LiquidatedPosition } from '../../domain/own-order.ts';
import { liquidateUpdate } from '../../workflows/messages.ts';
import { askAccount, forEach, type AccountAnswer } from '../account-answer.ts';
import { failureInWords, isNoAnswer } from '../failure-in-words.ts';
import { positionInWords, unsoldInWords } from '../liquidated-in-words.ts';
import { print, printJson, warn } from '../output.ts';
import { namedAccounts, readRoster, type AccountChoice } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface LiquidateOptions extends AccountChoice {
  readonly yes: boolean;
  readonly json: boolean;
}

interface Liquidated {
  readonly accountId: string;
  readonly orders: readonly LiquidatedPosition[];
  /** What could be sold and is not, and what comes next; null when nothing is left. */
  readonly reason: string | null;
}

const resultWithinMs = 130_000;

/** Sells what Lockstep bought for these accounts, at the market; with `--all` for every account that runs. */
export const runLiquidate = (options: LiquidateOptions): Promise<number> =>
  withSession(async (session) => {
    const { all, ids, yes, json } = options;
    const roster = await readRoster(session);
    const chosen = all ? roster.accounts : namedAccounts(roster, ids);
    const asked = await forEach(chosen, async ({ accountId }) => ({
      accountId,
      answer: await askAccount(session, accountId),
    }));
    const meant = asked.filter(({ answer }) => !all || answer.kind !== 'stopped' || lastOwned(answer).length > 0);
    const results = await forEach(meant, ({ accountId, answer }) =>
      yes ? liquidate(session, accountId, answer) : Promise.resolve(heldBack(accountId, answer)),
    );
    if (json) printJson({ results });
    else if (yes) print(...results.flatMap(resultInWords));
    if (!yes) {
      warn(...meant.map(({ accountId, answer }) => `${accountId} would sell ${ownedInWords(answer)}`));
      warn('nothing was sold: add --yes');
      return 1;
    }
    const failed = results.filter(({ reason }) => reason !== null);
    warn(...failed.map(({ accountId, reason }) => `${accountId}: ${reason ?? ''}`));
    return failed.length === 0 ? 0 : 1;
  });

const heldBack = (accountId: string, answer: AccountAnswer): Liquidated => ({
  accountId,
  orders: [],
  reason: answer.kind === 'running' ? 'liquidate needs --yes' : whyNot(accountId, answer),
});

/** Tried with a silent account too: an exit is not given up before it has failed. */
async function liquidate(session: Session, accountId: string, answer: AccountAnswer): Promise<Liquidated> {
  const without = (reason: string): Liquidated => ({ accountId, orders: [], reason });
  if (answer.kind === 'stopped') return without(whyNot(accountId, answer));
  const handle = session.client.workflow.getHandle(accountWorkflowId(accountId));
  try {
    const orders = await session.within(resultWithinMs, () =>
      handle.executeUpdate(liquidateUpdate, { args: [randomUUID()] }),
    );
    const now = await askAccount(session, accountId);
    return { accountId, orders, reason: unsoldInWords(accountId, orders, now.kind === 'running' ? now.status : null) };
  } catch (error) {
    if (!isNoAnswer(error)) return without(failureInWords(error));
    return without(
      `no outcome after ${resultWithinMs / 1000} s: what it took on is still being sold, look at "status ${accountId}"`,
    );
  }
}

/** What an account that doesn't run owned when it was heard last. */
const lastOwned = (answer: AccountAnswer): readonly PositionStatus[] =>
  answer.kind === 'stopped' ? (answer.last?.positions ?? []).filter(({ isDust }) => !isDust) : [];

function whyNot(accountId: string, answer: Exclude<AccountAnswer, { kind: 'running' }>): string {
  if (answer.kind === 'silent') return answer.reason;
  const owned = lastOwned(answer);
  const what = owned.length === 0 ? '' : ` and owns ${listed(owned)}`;
  return `not running${what}: start it with "accounts start ${accountId}"`;
}

const listed = (positions: AccountStatus['positions']): string =>
  positions.map(({ ownedQuantity, symbol }) => `${ownedQuantity} ${symbol}`).join(', ');

const ownedInWords = (answer: AccountAnswer): string =>
  answer.kind === 'running'
    ? listed(answer.status.positions) || 'nothing, as it owns nothing'
    : listed(lastOwned(answer)) || 'what it owns, which is not known';

function resultInWords({ accountId, orders, reason }: Liquidated): readonly string[] {
  if (orders.length === 0) return reason === null ? [`${accountId}: nothing owned`] : [];
  return orders.map((position) => `${accountId}: ${positionInWords(position)}`);
}
