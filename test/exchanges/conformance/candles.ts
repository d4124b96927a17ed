import { describe, expect, test } from 'vitest';
import { candleIntervals, intervalMs } from '../../../domain/candle.ts';
import type { Stage } from './stage.ts';
import type { VenueUnderTest } from './venue-under-test.ts';

export function provesCandles({ rules, price }: VenueUnderTest, stage: () => Stage): void {
  describe('candles', () => {
    test.each(candleIntervals)('of %s: the newest, oldest first, the one under way last', async (interval) => {
      const lengthMs = intervalMs[interval];
      const candles = (await stage().exchange.candles(rules.symbol, interval)) ?? [];
      const lastMs = Math.floor(Date.now() / lengthMs) * lengthMs;
      const newest = Array.from({ length: 300 }, (_, index) => lastMs - (299 - index) * lengthMs);
      expect(candles.length).toBeGreaterThan(250);
      expect(candles.map(({ openedAtMs }) => openedAtMs)).toEqual(newest.slice(-candles.length));
      expect(candles.at(-1)?.close).toBe(price);
    });

    test('of no such market', async () => {
      expect(await stage().exchange.candles('NOPE/USD', '1h')).toBeNull();
    });
  });
}
