import type { ExchangeName } from './account-config.ts';
import type { DecimalText } from './decimal.ts';
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
