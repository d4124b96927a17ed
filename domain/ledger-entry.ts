import type { AccountEvent } from './account-event.ts';
import type { AccountRole } from './account-config.ts';
import type { DecimalText } from './decimal.ts';
import type { ExecutedFill, ExecutedOrder } from './executed-order.ts';
import { handMadeOrders, isOfMasterLedger } from './hand-made-fills.ts';
import type { TradeReport } from './order.ts';
import type { ForeignTrade } from './reconcile-findings.ts';

/** One thing that moved an account's ledger. */
export type LedgerEntry =
  | { readonly kind: 'fill'; readonly atMs: number; readonly order: ExecutedOrder; readonly fill: ExecutedFill }
  /** What one order made by hand on a master's account had traded when it was seen. */
  | { readonly kind: 'by-hand'; readonly atMs: number; readonly trades: readonly TradeReport[] }
  | { readonly kind: 'reduction'; readonly atMs: number; readonly symbol: string; readonly quantity: DecimalText };

/** Everything that moved one account's ledger, in the order in which the account took it in. */
export function ledgerEntries(
  orders: readonly ExecutedOrder[],
  events: readonly AccountEvent[],
  role: AccountRole,
): readonly LedgerEntry[] {
  const fills = orders.flatMap((order) =>
    order.fills.map((fill): LedgerEntry => ({ kind: 'fill', atMs: fill.atMs, order, fill })),
  );
  const entries = [...fills, ...(role === 'master' ? byHand(events) : []), ...reductions(events)];
  return entries.sort((one, other) => one.atMs - other.atMs || rankOf(one) - rankOf(other) || tieOf(one, other));
}

/** Of one moment: a look applies our orders' fills, then trades by hand, then reductions, and then an order is decided. */
function rankOf(entry: LedgerEntry): number {
  switch (entry.kind) {
    case 'fill':
      return entry.atMs === entry.order.decidedAtMs ? 3 : 0;
    case 'by-hand':
      return 1;
    case 'reduction':
      return 2;
  }
}

const tieOf = (one: LedgerEntry, other: LedgerEntry): number =>
  one.kind === 'fill' && other.kind === 'fill' ? one.order.decidedAtMs - other.order.decidedAtMs : 0;

function byHand(events: readonly AccountEvent[]): readonly LedgerEntry[] {
  const looks = new Map<number, ForeignTrade[]>();
  for (const { code, trade, atMs } of events) {
    if (code !== 'EXTERNAL_TRADE' || trade === undefined || !isForeignTrade(trade) || !isOfMasterLedger(trade))
      continue;
    looks.set(atMs, [...(looks.get(atMs) ?? []), trade]);
  }
  return [...looks].flatMap(([atMs, trades]) =>
    handMadeOrders(trades).map((group): LedgerEntry => ({ kind: 'by-hand', atMs, trades: group })),
  );
}

/** What a reconcile found is recorded as it found it. */
const isForeignTrade = (trade: TradeReport): trade is ForeignTrade =>
  'isOrderForeign' in trade && typeof trade.isOrderForeign === 'boolean';

const reductions = (events: readonly AccountEvent[]): readonly LedgerEntry[] =>
  events.flatMap(({ code, symbol, atMs, reducedBy }): LedgerEntry[] =>
    code === 'EXTERNAL_REDUCTION' && reducedBy !== undefined
      ? [{ kind: 'reduction', atMs, symbol, quantity: reducedBy }]
      : [],
  );
