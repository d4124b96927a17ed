import type { ProfitPoint } from './profit-series.ts';

/** Realized profit within one hour, day or week: where it began, went and ended. */
export interface ProfitCandle extends Pick<ProfitPoint, 'atSeconds' | 'trades'> {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

const hour = 3_600;
const day = 24 * hour;

/** Wide enough that there are not many more than 60. */
function widthFor(points: readonly ProfitPoint[]): number {
  const span = (points.at(-1)?.atSeconds ?? 0) - (points[0]?.atSeconds ?? 0);
  return [hour, 6 * hour, day, 7 * day].find((width) => span / width <= 60) ?? 30 * day;
}

/** @param points oldest first */
export function profitCandles(points: readonly ProfitPoint[]): readonly ProfitCandle[] {
  const width = widthFor(points);
  const candles: ProfitCandle[] = [];
  for (const { atSeconds, profit, trades } of points) {
    const begin = Math.floor(atSeconds / width) * width;
    // For the eye alone: the chart draws floats.
    const close = Number(profit);
    const last = candles.at(-1);
    if (last?.atSeconds === begin) {
      const { open, high, low } = last;
      const grown = { open, high: Math.max(high, close), low: Math.min(low, close), close };
      candles[candles.length - 1] = { atSeconds: begin, ...grown, trades: [...last.trades, ...trades] };
    } else {
      const open = last?.close ?? 0;
      candles.push({ atSeconds: begin, open, high: Math.max(open, close), low: Math.min(open, close), close, trades });
    }
  }
  return candles;
}
