import { InvalidArgumentError } from 'commander';

const dayMs = 24 * 60 * 60 * 1000;
const dayPattern = /^\d{4}-\d\d-\d\d$/;
const instantPattern = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d\d:[0-5]\d)$/;

/** @throws InvalidArgumentError */
export function fromMoment(text: string): number {
  return momentOf(text).startMs;
}

/**
 * The first millisecond after a day, or after an instant: what a person names is part of the range.
 * @throws InvalidArgumentError
 */
export function toMoment(text: string): number {
  const { startMs, isDay } = momentOf(text);
  return startMs + (isDay ? dayMs : 1);
}

function momentOf(text: string): { readonly startMs: number; readonly isDay: boolean } {
  const isDay = dayPattern.test(text);
  const day = isDay ? text : (instantPattern.exec(text)?.[1] ?? '');
  const startMs = isDayInCalendar(day) ? Date.parse(text) : NaN;
  if (Number.isNaN(startMs)) {
    throw new InvalidArgumentError('Expected a day in UTC such as 2026-01-31, or a time such as 2026-01-31T14:05:00Z.');
  }
  return { startMs, isDay };
}

/** `2026-02-30` is a date to the parser, of another day. */
function isDayInCalendar(day: string): boolean {
  const atMs = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day);
}
