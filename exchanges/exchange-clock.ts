import type { HttpCall } from './http-call.ts';

/** The exchange's time, by which it judges deadlines and time stamps: ours, unless its answers prove it to be off. */
export interface ExchangeClock {
  nowMs(): number;
  /** An instant of our clock by the exchange's. */
  theirs(ourMs: number): number;
  /** @param secondMs the whole second that its clock showed at some time between our sending and its answer */
  heard(secondMs: number, sentAtMs: number, answeredAtMs: number): void;
}

export function openExchangeClock(): ExchangeClock {
  let aheadMs = 0;
  return {
    nowMs: () => Date.now() + aheadMs,
    theirs: (ourMs) => ourMs + aheadMs,
    heard(secondMs, sentAtMs, answeredAtMs) {
      const least = secondMs - answeredAtMs;
      const most = secondMs + 999 - sentAtMs;
      const isPossible = (ms: number): boolean => least <= ms && ms <= most;
      if (least > most || isPossible(aheadMs)) return;
      aheadMs = isPossible(0) ? 0 : Math.round((least + most) / 2);
    },
  };
}

/** Sets the clock by every answer. */
export const keepingTime =
  (http: HttpCall, clock: ExchangeClock): HttpCall =>
  async (request, limits) => {
    const outcome = await http(request, limits);
    if (outcome.kind === 'answered' && outcome.theirSecondMs !== undefined) {
      clock.heard(outcome.theirSecondMs, outcome.sentAtMs, Date.now());
    }
    return outcome;
  };
