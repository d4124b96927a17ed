import { combinedReport } from './combined-report.ts';
import { dividedBy, isMore, plus } from './decimal.ts';
import { isLockstepOrderId } from './ids.ts';
import type { ListedOrder, OrderReport, TradeReport } from './order.ts';

/** What a reconcile looks for at the exchange. */
export interface ReconcileRequest {
  readonly sinceMs: number;
  readonly symbols: readonly string[];
  /** Client order ids of our orders that may have filled further than the ledger holds. */
  readonly clientOrderIds: readonly string[];
  /** Exchange ids of foreign trades and orders that were recorded already. */
  readonly knownForeignIds: readonly string[];
}

/** What differs, and no more: it becomes part of a workflow's history. */
export interface ReconcileFindings {
  /** When the listings were asked for: everything up to then has been looked through. */
  readonly atMs: number;
  /** Of our own orders that were looked for; absent ones are left out, and that proves nothing. */
  readonly orders: readonly OrderReport[];
  /** Trades of no order of ours, newest first, at most {@link foreignKept}. */
  readonly foreignTrades: readonly ForeignTrade[];
  /** Open orders of no one we know, at most {@link foreignKept}. */
  readonly foreignOrders: readonly ListedOrder[];
  /** Every foreign id in these listings, so that none is recorded twice. */
  readonly foreignIds: readonly string[];
}

export interface ForeignTrade extends TradeReport {
  /** Its order is listed, with an id that is none of ours or with none; false: its order is not listed at all. */
  readonly isOrderForeign: boolean;
}

const foreignKept = 100;
const foreignIdsKept = 500;

/** Sorts complete listings into ours and foreign. The listings must have been read without a failure. */
export function findingsOf(
  request: ReconcileRequest,
  orders: readonly ListedOrder[],
  trades: readonly TradeReport[],
  atMs: number,
): ReconcileFindings {
  const ours = orders.filter(({ report }) => isOurs(report));
  const ourExchangeIds = new Set(ours.map(({ report }) => report.exchangeOrderId));
  const known = new Set(request.knownForeignIds);
  const foreignTrades = trades.filter(({ exchangeOrderId }) => !ourExchangeIds.has(exchangeOrderId));
  const foreignExchangeIds = new Set(
    orders.filter(({ report }) => !isOurs(report)).map(({ report }) => report.exchangeOrderId),
  );
  const foreignOrders = orders.filter(({ report }) => !isOurs(report) && report.status === 'open');
  return {
    atMs,
    orders: request.clientOrderIds.flatMap((clientOrderId) => reportOf(clientOrderId, ours, trades) ?? []),
    foreignTrades: foreignTrades
      .filter(({ tradeId }) => !known.has(tradeId))
      .sort((one, other) => other.atMs - one.atMs)
      .slice(0, foreignKept)
      .map((trade) => ({ ...trade, isOrderForeign: foreignExchangeIds.has(trade.exchangeOrderId) })),
    foreignOrders: foreignOrders.filter(({ report }) => !known.has(report.exchangeOrderId)).slice(0, foreignKept),
    foreignIds: [
      ...foreignOrders.map(({ report }) => report.exchangeOrderId),
      ...foreignTrades.map(({ tradeId }) => tradeId),
    ].slice(0, foreignIdsKept),
  };
}

const isOurs = (report: OrderReport): boolean =>
  report.clientOrderId !== null && isLockstepOrderId(report.clientOrderId);

/** An order's own report and its trades are told by different parts of an exchange: who knows of more is right. */
function reportOf(
  clientOrderId: string,
  ours: readonly ListedOrder[],
  trades: readonly TradeReport[],
): OrderReport | null {
  const reports = ours.filter(({ report }) => report.clientOrderId === clientOrderId).map(({ report }) => report);
  return combinedReport(reports.map((report) => withTrades(report, trades)));
}

function withTrades(report: OrderReport, trades: readonly TradeReport[]): OrderReport {
  const own = [
    ...new Map(
      trades
        .filter(({ exchangeOrderId }) => exchangeOrderId === report.exchangeOrderId)
        .map((trade) => [trade.tradeId, trade]),
    ).values(),
  ];
  const filledQuantity = own.map(({ quantity }) => quantity).reduce(plus, '0');
  if (!isMore(filledQuantity, report.filledQuantity)) return report;
  const cost = own.map((trade) => trade.cost).reduce(plus, '0');
  return {
    ...report,
    filledQuantity,
    cost,
    averagePrice: dividedBy(cost, filledQuantity),
    ...feeOf(own),
    tradeIds: own.map(({ tradeId }) => tradeId),
  };
}

/** A report names one asset: what was taken from the coins counts before all else, as it can't be sold any more. */
function feeOf(trades: readonly TradeReport[]): Pick<OrderReport, 'feeAsset' | 'feeAmount'> {
  const base = trades[0]?.symbol.split('/')[0];
  const feeAsset = trades.find((trade) => trade.feeAsset === base)?.feeAsset ?? trades[0]?.feeAsset ?? null;
  const amounts = trades.filter((trade) => trade.feeAsset === feeAsset).map(({ feeAmount }) => feeAmount);
  return { feeAsset, feeAmount: amounts.reduce(plus, '0') };
}
