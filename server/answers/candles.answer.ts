import { z } from 'zod';
import type { MarketCandles } from '../lockstep.ts';
import { described } from './described.ts';
import { amount, epochMs, exchange, symbol } from './values.ts';

const price = () => amount('quote units');

export const CandlesAnswer = described<MarketCandles>()(
  'Candles',
  z.strictObject({
    exchange,
    symbol,
    interval: z.enum(['5m', '1h', '1d']),
    candles: z
      .array(z.strictObject({ openedAtMs: epochMs(), open: price(), high: price(), low: price(), close: price() }))
      .meta({ description: 'Oldest first, the one under way last.' }),
  }),
);
