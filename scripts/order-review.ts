import type { AccountStatus, NeedsReview } from '../domain/account-status.ts';
import { timeText } from './output.ts';
import { Refusal } from './refusal.ts';

const shortestId = 8;

/** As much of an order's id as tells it from the account's other orders that need review. */
export function shortIdOf({ clientOrderId }: NeedsReview, all: readonly NeedsReview[]): string {
  for (let length = shortestId; length < clientOrderId.length; length += 1) {
    const short = clientOrderId.slice(0, length);
    if (all.filter((other) => other.clientOrderId.startsWith(short)).length === 1) return short;
  }
  return clientOrderId;
}

/**
 * The one order that this beginning of an id names.
 * @throws Refusal when none or several do; one line that names those that wait
 */
export function reviewedOrder(accountId: string, waiting: readonly NeedsReview[], idStart: string): NeedsReview {
  if (waiting.length === 0) throw new Refusal(`${accountId}: no order needs review`);
  const matching = waiting.filter(({ clientOrderId }) => clientOrderId.startsWith(idStart.toLowerCase()));
  const [found, another] = matching;
  const named = (orders: readonly NeedsReview[]): string =>
    orders.map((order) => `${order.clientOrderId} (${tradeInWords(order)})`).join(', ');
  if (found === undefined)
    throw new Refusal(`${accountId}: order "${idStart}" does not need review; these do: ${named(waiting)}`);
  if (another !== undefined) throw new Refusal(`${accountId}: "${idStart}" may mean any of ${named(matching)}`);
  return found;
}

/** Such as `buy 0.01 BTC/USD`. */
export const tradeInWords = ({ side, quantity, symbol }: NeedsReview): string => `${side} ${quantity} ${symbol}`;

/** What a person has to look at, and the commands that settle it. */
export function reviewsInWords({ accountId, exchange, needsReview }: AccountStatus): readonly string[] {
  return needsReview.flatMap((order) => {
    const resolve = `npm run -s lockstep -- resolve ${accountId} ${shortIdOf(order, needsReview)}`;
    return [
      `${accountId}: ${tradeInWords(order)} NEEDS REVIEW since ${timeText(order.since)}: ` +
        `whether order ${order.clientOrderId} reached ${exchange} is not proven.`,
      `  Look for it at ${exchange}, then settle it with one of`,
      `  ${resolve} never-existed --yes`,
      `  ${resolve} filled --exchange-order-id ID --quantity ${order.quantity} --price PRICE --yes`,
    ];
  });
}
