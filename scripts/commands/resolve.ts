import type { NeedsReview } from '../../domain/account-status.ts';
import { isMore } from '../../domain/decimal.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import { resolveOrderUpdate } from '../../workflows/messages.ts';
import { failureInWords, isNoAnswer } from '../failure-in-words.ts';
import { reviewedOrder, tradeInWords } from '../order-review.ts';
import type { OrderVerdict } from '../order-verdict.ts';
import { print, printJson, warn } from '../output.ts';
import { Refusal } from '../refusal.ts';
import { requireRunning } from '../require-running.ts';
import { withSession, type Session } from '../session.ts';

export interface ResolveOptions {
  readonly id: string;
  /** Of the client order id; enough of it to be the only one. */
  readonly idStart: string;
  readonly verdict: OrderVerdict;
  readonly yes: boolean;
  readonly json: boolean;
}

const resultWithinMs = 15_000;

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
    const settled = await settle(session, id, order, verdict);
    if (json) printJson({ order: settled });
    else print(`${id}: ${tradeInWords(order)} (${order.clientOrderId}) is settled: ${meaningOf(verdict, exchange)}`);
    return 0;
  });

async function settle(session: Session, id: string, { clientOrderId }: NeedsReview, verdict: OrderVerdict) {
  const handle = session.client.workflow.getHandle(accountWorkflowId(id));
  try {
    return await session.within(resultWithinMs, () =>
      handle.executeUpdate(resolveOrderUpdate, { args: [{ clientOrderId, ...verdict }] }),
    );
  } catch (error) {
    if (!isNoAnswer(error)) throw new Refusal(`${id}: ${failureInWords(error)}`);
    throw new Refusal(`${id}: no answer after ${resultWithinMs / 1000} s: look at "status ${id}" before trying again`);
  }
}

function meaningOf(verdict: OrderVerdict, exchange: string): string {
  if (verdict.verdict === 'never-existed')
    return `it was never placed at ${exchange}, nothing of it is owned, and it is not sent again`;
  const { exchangeOrderId, filledQuantity, averagePrice } = verdict;
  return `it is order ${exchangeOrderId} at ${exchange}, which filled ${filledQuantity} at ${averagePrice}, and the ledger takes that over`;
}
