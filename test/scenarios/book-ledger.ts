import type { AccountEvent } from '../../domain/account-event.ts';
import type { BookOrder } from '../../simulator/control-client.ts';
import { add, compare, divide, exact, multiply, subtract, zero, type Exact } from './exact.ts';

/** What an account owns of one symbol by the exchange's own executions; amounts in quote units but the quantity. */
export interface BookLedger {
  readonly quantity: Exact;
  readonly cost: Exact;
  readonly profit: Exact;
  readonly fees: Exact;
}

type Step = (ledger: BookLedger) => BookLedger;

/** By average cost: a sale takes its share of the cost, a coin that a person took away leaves without a profit. */
export function bookLedger(orders: readonly BookOrder[], reductions: readonly AccountEvent[]): BookLedger {
  const steps: { readonly atMs: number; readonly step: Step }[] = [
    ...orders.flatMap(({ side, trades }) =>
      trades.map(({ volume, cost, fee, atMs }) => ({
        atMs,
        step:
          side === 'buy'
            ? bought(exact(volume), exact(cost), exact(fee))
            : sold(exact(volume), exact(cost), exact(fee)),
      })),
    ),
    ...reductions.map(({ reducedBy, atMs }) => ({ atMs, step: taken(exact(reducedBy ?? '0')) })),
  ];
  return steps
    .sort((one, other) => one.atMs - other.atMs)
    .reduce<BookLedger>((ledger, { step }) => step(ledger), { quantity: zero, cost: zero, profit: zero, fees: zero });
}

const bought =
  (volume: Exact, cost: Exact, fee: Exact): Step =>
  (ledger) => ({
    ...ledger,
    quantity: add(ledger.quantity, volume),
    cost: add(ledger.cost, add(cost, fee)),
    fees: add(ledger.fees, fee),
  });

const sold =
  (volume: Exact, cost: Exact, fee: Exact): Step =>
  (ledger) => {
    const costGone = shareOfCost(ledger, volume);
    return {
      quantity: subtract(ledger.quantity, volume),
      cost: subtract(ledger.cost, costGone),
      profit: add(ledger.profit, subtract(subtract(cost, fee), costGone)),
      fees: add(ledger.fees, fee),
    };
  };

const taken =
  (volume: Exact): Step =>
  (ledger) => ({
    ...ledger,
    quantity: subtract(ledger.quantity, volume),
    cost: subtract(ledger.cost, shareOfCost(ledger, volume)),
  });

function shareOfCost({ quantity, cost }: BookLedger, volume: Exact): Exact {
  if (compare(quantity, volume) < 0) throw new Error('the exchange sold more for Lockstep than Lockstep had bought');
  return multiply(cost, divide(volume, quantity));
}
