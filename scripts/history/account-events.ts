import type { AccountEvent } from '../../domain/account-event.ts';
import { eventInWords } from '../event-in-words.ts';
import type { HistoryLine } from './run-in-words.ts';

/** Puts events between the lines of a history, in the order of time; each belongs to the run that saw it. */
export function withAccountEvents(
  lines: readonly HistoryLine[],
  events: readonly AccountEvent[],
): readonly HistoryLine[] {
  const runAt = (atMs: number): string => lines.findLast((line) => line.atMs <= atMs)?.runId ?? lines[0]?.runId ?? '';
  const told = events.map((event): HistoryLine => ({
    atMs: event.atMs,
    runId: runAt(event.atMs),
    type: 'event',
    text: eventInWords(event),
  }));
  return [...lines, ...told].sort((one, other) => one.atMs - other.atMs);
}
