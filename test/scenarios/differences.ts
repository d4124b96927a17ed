import type { DecisionRecord } from '../../domain/decision-record.ts';
import { emptyPosition } from '../../domain/position.ts';
import type { BookOrder } from '../../simulator/control-client.ts';
import { findAsset } from '../../simulator/market/assets.ts';
import { findPair } from '../../simulator/market/pairs.ts';
import { bookLedger } from './book-ledger.ts';
import { symbols } from './day-plan.ts';
import type { Evidence } from './evidence.ts';
import { add, compare, exact, inDecimals, multiply, subtract, sum, type Exact } from './exact.ts';

/** Far below what any exchange counts in: a division in a ledger keeps 30 digits. */
const places = 20;
const nearly = exact('0.00000000000000000001');

/** What an account claims against what the exchange's own book makes of it; nothing when they agree. */
export const differences = (account: Evidence, started: Readonly<Record<string, string>>): readonly string[] =>
  [
    ...symbols.flatMap((symbol) => ledgerDifferences(account, symbol)),
    ...symbols.flatMap((symbol) => coinDifferences(account, symbol, started)),
    ...moneyDifferences(account, started),
    ...recordDifferences(account),
    ...exitDifferences(account),
    ...capDifferences(account),
  ].map((what) => `${account.accountId}: ${what}`);

const isOf = (order: BookOrder, symbol: string): boolean => order.pair === findPair(symbol)?.id;

function ledgerDifferences({ state, orders, events }: Evidence, symbol: string): readonly string[] {
  const position = state.positions[symbol] ?? emptyPosition(symbol);
  const reductions = events.filter((event) => event.code === 'EXTERNAL_REDUCTION' && event.symbol === symbol);
  const book = bookLedger(
    orders.filter((order) => isOf(order, symbol)),
    reductions,
  );
  const compared: readonly (readonly [string, string, Exact])[] = [
    ['owns', position.ownedQuantity, book.quantity],
    ['has a cost basis of', position.costBasis, book.cost],
    ['has a realized profit of', position.realizedProfit, book.profit],
    ['paid fees of', position.feesInQuote, book.fees],
    ['paid fees in coins of', position.feesInBase, exact('0')],
  ];
  return compared.flatMap(([what, claimed, expected]) =>
    isNear(exact(claimed), expected)
      ? []
      : [`${symbol}: the ledger ${what} ${claimed}, by the exchange's trades it is ${inDecimals(expected, places)}`],
  );
}

const isNear = (one: Exact, other: Exact): boolean =>
  compare(subtract(one, other), nearly) < 0 && compare(subtract(other, one), nearly) < 0;

/** A person's coins are all there: what the exchange holds, less what Lockstep owns, is what the person came with. */
function coinDifferences(
  { state, byHand, balances }: Evidence,
  symbol: string,
  started: Readonly<Record<string, string>>,
): readonly string[] {
  const base = symbol.split('/')[0] ?? '';
  const held = exact(balances[findAsset(base)?.id ?? ''] ?? '0');
  const owned = exact(state.positions[symbol]?.ownedQuantity ?? '0');
  const hasSoldByHand = byHand.some((order) => isOf(order, symbol) && order.side === 'sell');
  const own = exact(hasSoldByHand ? '0' : (started[base] ?? '0'));
  const left = subtract(held, owned);
  return compare(left, own) === 0
    ? []
    : [
        `${symbol}: beside what is owned the exchange holds ${inDecimals(left, places)}, not ${inDecimals(own, places)}`,
      ];
}

/** The dollars that left are those of the trades: nothing was paid that no trade explains. */
function moneyDifferences({ orders, byHand, balances }: Evidence, started: Readonly<Record<string, string>>): string[] {
  const all = [...orders, ...byHand];
  const [paid, received] = [all.filter(({ side }) => side === 'buy'), all.filter(({ side }) => side === 'sell')];
  const expected = subtract(
    add(exact(started['USD'] ?? '0'), sum(received.map(({ cost }) => cost))),
    add(sum(paid.map(({ cost }) => cost)), sum(all.map(({ fee }) => fee))),
  );
  const held = exact(balances['ZUSD'] ?? '0');
  return compare(held, expected) === 0
    ? []
    : [`the exchange holds ${inDecimals(held, 10)} dollars, by its trades it should be ${inDecimals(expected, 10)}`];
}

/** Every order in the book is of exactly one record, under an id of its own, and the two agree on what filled. */
function recordDifferences({ orders, records }: Evidence): readonly string[] {
  const ids = orders.map(({ clientOrderId }) => clientOrderId);
  return orders.flatMap((order) => {
    const { clientOrderId, txid, filled, fee } = order;
    const of = records.filter(({ plan }) => plan?.clientOrderId === clientOrderId);
    const [record] = of;
    if (ids.filter((id) => id === clientOrderId).length > 1) return [`order ${txid} was sent more than once`];
    if (record === undefined || of.length > 1) return [`order ${txid} is of ${of.length} records, not of one`];
    const same =
      compare(exact(record.filledQuantity), exact(filled)) === 0 && compare(exact(record.feeAmount), exact(fee)) === 0;
    return same
      ? []
      : [`order ${txid} filled ${filled} for ${fee}, its record ${record.filledQuantity} for ${record.feeAmount}`];
  });
}

/** Nothing stood in the way of an exit: what was owned and large enough was sold, whole. */
function exitDifferences({ records, state, byHand }: Evidence): readonly string[] {
  const harmless = ['NOTHING_OWNED', 'DUST'];
  return records
    .filter(({ kind }) => kind === 'exit')
    .flatMap(({ symbol, code, outcome, plan, filledQuantity, intentId }) => {
      if (code !== null && harmless.includes(code)) return [];
      if (state.mode === 'observe') return outcome === 'observed' ? [] : [`exit ${intentId} was not observed`];
      // What a person sold by hand can't be sold again.
      if (code === 'INSUFFICIENT_FUNDS' && byHand.some((order) => isOf(order, symbol))) return [];
      const isWhole = outcome === 'filled' && compare(exact(filledQuantity), exact(plan?.quantity ?? '-1')) === 0;
      return isWhole ? [] : [`exit ${intentId} of ${symbol}: ${outcome} ${code ?? ''}, ${filledQuantity} sold`];
    });
}

/** No purchase above the account's limits, at the worst price that it could fill at. */
function capDifferences({ records, state, orders }: Evidence): readonly string[] {
  const { limits, stopLossPct } = state.config;
  const { maxOrderUsd, maxPositionUsd, maxRiskPerTradePct } = limits;
  return orders
    .filter(({ side }) => side === 'buy')
    .flatMap(({ clientOrderId, volume, limitPrice, txid }) => {
      const record = records.find(({ plan }) => plan?.clientOrderId === clientOrderId);
      const cost = multiply(exact(volume), exact(limitPrice ?? '0'));
      const held = multiply(exact(record?.basis.ownedQuantity ?? '0'), exact(record?.basis.referencePrice ?? '0'));
      const isAbove = (amount: Exact, cap: string | null): boolean => cap !== null && compare(amount, exact(cap)) > 0;
      return [
        ...(isAbove(cost, maxOrderUsd)
          ? [`order ${txid} of ${inDecimals(cost, 2)} is above ${maxOrderUsd ?? ''}`]
          : []),
        ...(isAbove(add(cost, held), maxPositionUsd)
          ? [`order ${txid} makes a position of ${inDecimals(add(cost, held), 2)}, above ${maxPositionUsd ?? ''}`]
          : []),
        ...(isAbove(multiply(cost, exact(stopLossPct ?? '0')), riskOf(record, maxRiskPerTradePct))
          ? [`order ${txid} of ${inDecimals(cost, 2)} risks more than ${maxRiskPerTradePct ?? ''}% of the account`]
          : []),
      ];
    });
}

/** In dollars times percent, as what a stop in percent may lose of a cost. */
const riskOf = (record: DecisionRecord | undefined, maxRiskPct: string | null): string | null =>
  maxRiskPct === null ? null : inDecimals(multiply(exact(record?.basis.equityUsd ?? '0'), exact(maxRiskPct)), places);
