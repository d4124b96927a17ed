import type { ExchangeName } from './account-config.ts';
import { dividedBy, isZero, plus, type DecimalText } from './decimal.ts';
import type { LedgerMove } from './told-ledger.ts';
import type { Side } from './trade-intent.ts';

/** One order's fills within a time, as a report shows them. */
export interface Execution {
  readonly accountId: string;
  /** Epoch milliseconds; see `RecordedFill.atMs`. */
  readonly atMs: number;
  /** Null for a trade by hand, of which the exchange's own listing told. */
  readonly exchange: ExchangeName | null;
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: DecimalText;
  readonly averagePrice: DecimalText;
  /** Quote units without fees. */
  readonly cost: DecimalText;
  /** The asset of the cost, such as `USDT` for what trades as `BTC/USD`. */
  readonly quote: string;
  readonly feeAsset: string | null;
  readonly feeAmount: DecimalText;
  /** Quote units, fees included; null for a purchase. */
  readonly realizedProfit: DecimalText | null;
  /** `copied` from the master, the account's `own` order, or `by-hand` on the master's account. */
  readonly source: 'copied' | 'own' | 'by-hand';
  /** The copied intent's id; null for others. */
  readonly intentId: string | null;
  readonly exchangeOrderId: string | null;
  /** Against the master's fill, positive is worse; copied ones only. */
  readonly slippageBps: DecimalText | null;
  /** From the master's fill to the send; copied ones only. */
  readonly delayMs: number | null;
}

/** Moves of one order as one execution, at the time of its first. */
export function executionsOf(accountId: string, moves: readonly LedgerMove[]): readonly Execution[] {
  const byOrder = new Map<string, Execution>();
  for (const move of moves) {
    const next = executionOf(accountId, move);
    const key = JSON.stringify([...keyOf(move), move.feeAsset]);
    const known = byOrder.get(key);
    byOrder.set(key, known === undefined ? next : together(known, next));
  }
  return [...byOrder.values()];
}

const keyOf = ({ of }: LedgerMove): readonly string[] =>
  of.kind === 'order' ? ['order', of.order.intentId, of.order.leg] : ['by-hand', of.trade.exchangeOrderId];

function executionOf(accountId: string, move: LedgerMove): Execution {
  const { atMs, symbol, delta, feeAsset, feeAmount, realizedProfit, of } = move;
  const { side, quantity, cost } = delta;
  const traded = {
    ...{ accountId, atMs, symbol, side, quantity, cost, feeAsset, feeAmount, realizedProfit },
    averagePrice: priceOf(cost, quantity),
  };
  if (of.kind === 'by-hand') {
    const { exchangeOrderId } = of.trade;
    const quote = symbol.split('/')[1] ?? '';
    const uncopied = { intentId: null, slippageBps: null, delayMs: null } as const;
    return { ...traded, ...uncopied, exchangeOrderId, quote, exchange: null, source: 'by-hand' };
  }
  const { exchange, quote, exchangeOrderId, origin, intentId, slippageBps, delayMs } = of.order;
  const isCopied = origin === 'master';
  return {
    ...traded,
    ...{ exchange, quote, exchangeOrderId },
    source: isCopied ? 'copied' : 'own',
    intentId: isCopied ? intentId : null,
    slippageBps: isCopied ? slippageBps : null,
    delayMs: isCopied ? delayMs : null,
  };
}

function together(one: Execution, other: Execution): Execution {
  const quantity = plus(one.quantity, other.quantity);
  const cost = plus(one.cost, other.cost);
  const profits = [one.realizedProfit, other.realizedProfit].filter((profit) => profit !== null);
  return {
    ...one,
    ...{ quantity, cost },
    averagePrice: priceOf(cost, quantity),
    feeAmount: plus(one.feeAmount, other.feeAmount),
    realizedProfit: profits.length === 0 ? null : profits.reduce(plus),
  };
}

const priceOf = (cost: DecimalText, quantity: DecimalText): DecimalText =>
  isZero(quantity) ? '0' : dividedBy(cost, quantity);
