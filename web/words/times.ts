const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

const sameDay = (one: number, other: number): boolean =>
  new Date(one).toDateString() === new Date(other).toDateString();

/** The clock alone for today, else with the day; in the reader's time zone. */
export const momentText = (atMs: number, nowMs = Date.now()): string =>
  sameDay(atMs, nowMs) ? clock.format(atMs) : dayAndClock.format(atMs);

export const fullMomentText = (atMs: number): string => dayAndClock.format(atMs);

export const durationText = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);
