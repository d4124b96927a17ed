import type { Candle, ReportDocument, Side } from '../api/types.ts';
import { sumOf } from '../words/amounts.ts';

export type Execution = ReportDocument['executions'][number];

/** What was bought, or sold, within one candle. */
export interface Mark {
  readonly openedAtMs: number;
  readonly side: Side;
  /** Where it is drawn: for the eye alone. */
  readonly price: number;
  readonly trades: readonly Execution[];
}

/** Realized profit so far, at the end of a candle. */
export interface ProfitStep {
  readonly openedAtMs: number;
  /** Quote units. */
  readonly profit: string;
}

/** The last that opened by then; null: none did. */
function candleAt(candles: readonly Candle[], atMs: number): Candle | null {
  return candles.findLast(({ openedAtMs }) => openedAtMs <= atMs) ?? null;
}

/** @param executions of this market; those before the first candle have no mark */
export function marksOn(candles: readonly Candle[], executions: readonly Execution[]): readonly Mark[] {
  const together = new Map<string, readonly Execution[]>();
  for (const trade of executions) {
    const candle = candleAt(candles, trade.atMs);
    if (candle === null) continue;
    const key = `${candle.openedAtMs} ${trade.side}`;
    together.set(key, [...(together.get(key) ?? []), trade]);
  }
  return [...together]
    .map(([key, trades]) => {
      const [openedAtMs = '', side = ''] = key.split(' ');
      return { openedAtMs: Number(openedAtMs), side: side as Side, price: averageOf(trades), trades };
    })
    .sort((one, other) => one.openedAtMs - other.openedAtMs);
}

function averageOf(trades: readonly Execution[]): number {
  const total = (of: 'cost' | 'quantity'): number => trades.reduce((sum, trade) => sum + Number(trade[of]), 0);
  return total('cost') / total('quantity');
}

/**
 * One step for each candle, from nothing before the first.
 * @param executions of one quote asset, oldest first
 */
export function profitOver(candles: readonly Candle[], executions: readonly Execution[]): readonly ProfitStep[] {
  const beginMs = candles[0]?.openedAtMs ?? 0;
  const sales = executions.filter(({ atMs, realizedProfit }) => realizedProfit !== null && atMs >= beginMs);
  let profit = '0';
  let counted = 0;
  return candles.map(({ openedAtMs }, index) => {
    const endMs = candles[index + 1]?.openedAtMs ?? Number.POSITIVE_INFINITY;
    for (let sale = sales[counted]; sale !== undefined && sale.atMs < endMs; sale = sales[counted]) {
      profit = sumOf([profit, sale.realizedProfit]) ?? profit;
      counted += 1;
    }
    return { openedAtMs, profit };
  });
}

interface Known {
  /** Oldest first. */
  readonly executions: readonly Execution[];
  readonly positions: readonly { readonly symbol: string }[];
  /** Newest first. */
  readonly decisions: readonly { readonly symbol: string }[];
}

/** Every market that this account has to do with: the last traded first, then owned ones, then those decided about. */
export const symbolsOf = ({ executions, positions, decisions }: Known): readonly string[] => [
  ...new Set([...executions.toReversed(), ...positions, ...decisions].map(({ symbol }) => symbol)),
];
