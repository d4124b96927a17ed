import { isMore } from '../../domain/decimal.ts';
import { reviewedOrder, tradeInWords } from '../order-review.ts';
import type { OrderVerdict } from '../order-verdict.ts';
import { print, printJson, warn } from '../output.ts';
import { Refusal } from '../refusal.ts';
import { requireRunning } from '../require-running.ts';
import { withSession } from '../session.ts';
import { settleOrder } from '../settle-order.ts';

export interface ResolveOptions {
  readonly id: string;
  /** Of the client order id; enough of it to be the only one. */
  readonly idStart: string;
  readonly verdict: OrderVerdict;
  readonly yes: boolean;
  readonly json: boolean;
}

/** Settles one order whose outcome can't be proven, by what a person found at the exchange. */
export const runResolve = ({ id, idStart, verdict, yes, json }: ResolveOptions): Promise<number> =>
  withSession(async (session) => {
    const { needsReview, exchange } = await requireRunning(session, id);
    const order = reviewedOrder(id, needsReview, idStart);
    if (verdict.verdict === 'filled' && isMore(verdict.filledQuantity, order.quantity))
      throw new Refusal(`--quantity ${verdict.filledQuantity} is more than the order's ${order.quantity}`);
    if (!yes) {
      warn(`${id}: ${tradeInWords(order)} (${order.clientOrderId}) would be settled: ${meaningOf(verdict, exchange)}`);
      warn('nothing was settled: add --yes');
      return 1;
    }
    const settled = await settleOrder(session, id, { clientOrderId: order.clientOrderId, ...verdict });
    if (json) printJson({ order: settled });
    else print(`${id}: ${tradeInWords(order)} (${order.clientOrderId}) is settled: ${meaningOf(verdict, exchange)}`);
    return 0;
  });

function meaningOf(verdict: OrderVerdict, exchange: string): string {
  if (verdict.verdict === 'never-existed')
    return `it was never placed at ${exchange}, nothing of it is owned, and it is not sent again`;
  const { exchangeOrderId, filledQuantity, averagePrice } = verdict;
  return `it is order ${exchangeOrderId} at ${exchange}, which filled ${filledQuantity} at ${averagePrice}, and the ledger takes that over`;
}
