import type { AccountState } from '../../domain/account-state.ts';
import type { AccountProfit } from '../../domain/profit-report.ts';
import { emptyPosition } from '../../domain/position.ts';

/** A trade of the last moments may be known to one side only. */
const recentMs = 10_000;

/** Where the journal tells another ledger than the account's own, such as after it was lost: one line for each symbol. */
export function ledgerDifferences(state: AccountState, told: AccountProfit, nowMs: number): readonly string[] {
  const latestMs = Math.max(
    ...told.executions.map(({ atMs }) => atMs),
    ...state.decisions.map(({ decidedAtMs }) => decidedAtMs),
  );
  const isMoving = state.openOrders.length + state.unwritten.length + state.unwrittenEvents.length > 0;
  if (isMoving || nowMs - latestMs < recentMs) return [];
  const ofJournal = new Map(told.positions.map((position) => [position.symbol, position]));
  const symbols = new Set([...Object.keys(state.positions), ...ofJournal.keys()]);
  return [...symbols].flatMap((symbol) => {
    const own = state.positions[symbol] ?? emptyPosition(symbol);
    const journaled = ofJournal.get(symbol) ?? emptyPosition(symbol);
    const isSame =
      own.ownedQuantity === journaled.ownedQuantity &&
      own.costBasis === journaled.costBasis &&
      own.realizedProfit === journaled.realizedProfit;
    const from = `${told.accountId}: the journal does not hold all that its ledger counts of ${symbol}`;
    return isSame ? [] : [`${from}: owned ${own.ownedQuantity}, by the journal ${journaled.ownedQuantity}`];
  });
}
