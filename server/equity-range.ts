import { ApiError } from './api-error.ts';
import type { ReportRequest } from './lockstep.ts';
import type { EquityRange } from '../store/equity.ts';

const dayMs = 24 * 3_600_000;
const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

/**
 * What a person names is part of the range, a day to its end.
 * @throws ApiError 400 for a range that ends before it begins
 */
export function equityRange({ from, to }: ReportRequest): EquityRange {
  const fromMs = from === null ? null : Date.parse(from);
  const beforeMs = to === null ? null : Date.parse(to) + (isDay(to) ? dayMs : 1);
  if (fromMs !== null && beforeMs !== null && fromMs >= beforeMs)
    throw new ApiError(400, 'from is after to', [{ path: 'from', message: 'expected a time before to' }]);
  return { fromMs, beforeMs };
}
