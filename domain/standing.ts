import type { ExchangeName } from './account-config.ts';
import type { AccountState } from './account-state.ts';
import { isLess, isMore, minus, times, type DecimalText } from './decimal.ts';
import type { Position } from './position.ts';

/** What the global limits need to know of one account. */
export interface Standing {
  readonly accountId: string;
  readonly exchange: ExchangeName;
  readonly sandbox: boolean;
  readonly isLive: boolean;
  readonly equityUsd: DecimalText | null;
  readonly positions: Readonly<Record<string, Position>>;
  /** `2026-01-31`, UTC: the day that `profitAtStartUsd` and `trades` are of. */
  readonly date: string;
  readonly profitAtStartUsd: DecimalText | null;
  readonly trades: number;
}

export function standingOf(state: AccountState): Standing {
  const { config, mode, snapshot, day } = state;
  return {
    accountId: config.accountId,
    exchange: config.exchange,
    sandbox: config.sandbox ?? false,
    isLive: mode === 'live',
    equityUsd: snapshot?.equityUsd ?? null,
    positions: state.positions,
    date: day.date,
    profitAtStartUsd: day.profitAtStartUsd,
    trades: day.trades,
  };
}

/** A change of equity below this share is not worth telling. */
const equityShare = '0.01';

/** Whether the one has to be told after the other. */
export function differs(told: Standing, now: Standing): boolean {
  const { equityUsd: from, ...before } = told;
  const { equityUsd: to, ...after } = now;
  if (JSON.stringify(before) !== JSON.stringify(after)) return true;
  if (from === null || to === null) return from !== to;
  const change = minus(to, from);
  const size = isLess(change, '0') ? minus('0', change) : change;
  return isMore(size, times(from, equityShare));
}
