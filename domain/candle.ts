import type { ExchangeName } from './account-config.ts';
import type { DecimalText } from './decimal.ts';

export const candleIntervals = ['5m', '1h', '1d'] as const;
export type CandleInterval = (typeof candleIntervals)[number];

/** What a market's price did in one interval, in its quote asset. */
export interface Candle {
  readonly openedAtMs: number;
  readonly open: DecimalText;
  readonly high: DecimalText;
  readonly low: DecimalText;
  readonly close: DecimalText;
}

export const intervalMs: Readonly<Record<CandleInterval, number>> = {
  '5m': 5 * 60_000,
  '1h': 3_600_000,
  '1d': 24 * 3_600_000,
};

export interface CandlesRequest {
  /** Whose worker asks, over the market data that it shares with everyone there. */
  readonly accountId: string;
  readonly exchange: ExchangeName;
  readonly sandbox: boolean;
  /** Of that account's own worker; null: it has none. */
  readonly taskQueue: string | null;
  readonly symbol: string;
  readonly interval: CandleInterval;
}

export type CandlesReading =
  | {
      readonly kind: 'read';
      /** Oldest first, the one under way last. */
      readonly candles: readonly Candle[];
    }
  | { readonly kind: 'no-market' }
  | { readonly kind: 'failed'; readonly reason: string };
