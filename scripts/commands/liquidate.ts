import { randomUUID } from 'node:crypto';
import type { AccountStatus } from '../../domain/account-status.ts';
import { accountWorkflowId, clientOrderIdFor } from '../../domain/ids.ts';
import type { OwnOrderResult } from '../../domain/own-order.ts';
import { liquidation } from '../../domain/trade.ts';
import { liquidateUpdate } from '../../workflows/messages.ts';
import { askAccount, forEach, type AccountAnswer } from '../account-answer.ts';
import { failureInWords, isNoAnswer } from '../failure-in-words.ts';
import { print, printJson, warn } from '../output.ts';
import { reasonInWords } from '../reason-in-words.ts';
import { namedAccounts, readRoster, type AccountChoice } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface LiquidateOptions extends AccountChoice {
  readonly yes: boolean;
  readonly json: boolean;
}

type SoldOrder = OwnOrderResult & { readonly symbol: string | null };

interface Liquidated {
  readonly accountId: string;
  readonly orders: readonly SoldOrder[];
  /** Why something that is owned was not sold; null when nothing is left to say. */
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
    const meant = asked.filter(({ answer }) => !all || answer.kind !== 'stopped');
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
  const requestId = randomUUID();
  const symbolOf = symbolsByOrder(requestId, accountId, answer.kind === 'running' ? answer.status.positions : []);
  try {
    const results = await session.within(resultWithinMs, () =>
      handle.executeUpdate(liquidateUpdate, { args: [requestId] }),
    );
    const orders = results.map((order) => ({ ...order, symbol: symbolOf.get(order.clientOrderId) ?? null }));
    return { accountId, orders, reason: unsoldInWords(orders) };
  } catch (error) {
    if (!isNoAnswer(error)) return without(failureInWords(error));
    return without(
      `no outcome after ${resultWithinMs / 1000} s: orders may still be placed, look at "status ${accountId}"`,
    );
  }
}

/** Order ids are functions of facts, so they tell which symbol an order was for. */
function symbolsByOrder(
  requestId: string,
  accountId: string,
  positions: AccountStatus['positions'],
): ReadonlyMap<string, string> {
  const legs = positions.map(({ symbol }) => liquidation(requestId, symbol, 0, 'live'));
  return new Map(legs.map((trade) => [clientOrderIdFor({ ...trade, accountId }), trade.symbol]));
}

/** What no exchange would take, and what is gone already, is not a failure. */
const isNothingToSell = ({ code }: OwnOrderResult): boolean => code === 'DUST' || code === 'NOTHING_OWNED';

function unsoldInWords(orders: readonly OwnOrderResult[]): string | null {
  const unsold = orders.filter((order) => !['filled', 'observed'].includes(order.outcome) && !isNothingToSell(order));
  if (unsold.length === 0) return null;
  return unsold.map(({ outcome, code, context }) => `${outcome} ${code ?? ''} ${context}`.trim()).join('; ');
}

const whyNot = (accountId: string, answer: Exclude<AccountAnswer, { kind: 'running' }>): string =>
  answer.kind === 'silent' ? answer.reason : `not running: start it with "accounts start ${accountId}"`;

const owned = ({ positions }: AccountStatus): string =>
  positions.map(({ ownedQuantity, symbol }) => `${ownedQuantity} ${symbol}`).join(', ');

const ownedInWords = (answer: AccountAnswer): string =>
  answer.kind !== 'running'
    ? 'what it owns, which is not known'
    : owned(answer.status) || 'nothing, as it owns nothing';

function resultInWords({ accountId, orders, reason }: Liquidated): readonly string[] {
  if (orders.length === 0) return reason === null ? [`${accountId}: nothing owned`] : [];
  return orders.map(({ symbol, outcome, quantity, averagePrice, code, context }) => {
    const price = averagePrice === null ? '' : ` at ${averagePrice}`;
    const why = reasonInWords(code, context);
    return `${accountId}: sell ${quantity} ${symbol ?? ''}${price}: ${outcome}${why === '' ? '' : `, ${why}`}`;
  });
}
