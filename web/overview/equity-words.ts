import { money, signOf, sumOf } from '../words/amounts.ts';
import { momentText } from '../words/times.ts';
import type { CurvePoint } from './equity-points.ts';

/** Such as `Equity rose from $1,000.00 (20 Nov 2026, 14:00) to $1,100.00, by $100.00 or 10.0%.` */
export function changeInWords(points: readonly CurvePoint[], nowMs: number): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return 'Equity is not known yet.';
  const change = sumOf([last.usd, first.usd.startsWith('-') ? first.usd.slice(1) : `-${first.usd}`]) ?? '0';
  const from = `${money(first.usd)} (${momentText(first.atMs, nowMs)})`;
  const sign = signOf(change);
  if (sign === 0) return `Equity is ${money(last.usd)}, as it was at ${momentText(first.atMs, nowMs)}.`;
  const size = change.startsWith('-') ? change.slice(1) : change;
  return `Equity ${sign > 0 ? 'rose' : 'fell'} from ${from} to ${money(last.usd)}, by ${money(size)}${share(size, first.usd)}.`;
}

/** For the eye alone. */
function share(size: string, of: string): string {
  const ratio = Number(size) / Number(of);
  return Number(of) > 0 && Number.isFinite(ratio) ? ` or ${(ratio * 100).toFixed(ratio < 0.01 ? 2 : 1)}%` : '';
}

/** `Lowest $990.00, highest $1,100.00.` */
export function spanInWords(points: readonly CurvePoint[]): string {
  const sorted = points.toSorted((one, other) => Number(one.usd) - Number(other.usd));
  return `Lowest ${money(sorted[0]?.usd ?? null)}, highest ${money(sorted.at(-1)?.usd ?? null)}.`;
}
