import { z } from 'zod';

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

/** Decimal text; @param unit such as `USD`, `base units` or `quote units` */
export const amount = (unit: string, about = '') =>
  decimal.meta({ description: sentence(`Decimal text in ${unit}`, about), examples: ['1234.5'] });

export const usd = (about = '') => amount('USD', about);

export const epochMs = (about = '') =>
  z.int().meta({ description: sentence('Epoch milliseconds', about), examples: [1_767_225_600_000] });

export const milliseconds = (about = '') =>
  z.number().meta({ description: sentence('Milliseconds', about), examples: [85] });

const sentence = (unit: string, about: string): string => (about === '' ? `${unit}.` : `${unit}: ${about}.`);

export const accountId = z.string().meta({ examples: ['ann'] });
export const symbol = z.string().meta({ description: 'BASE/QUOTE.', examples: ['BTC/USD'] });
export const side = z.enum(['buy', 'sell']);
export const intentKind = z.enum(['entry', 'exit']);
export const mode = z.enum(['observe', 'live']);
export const tradingState = z.enum(['active', 'exit-only', 'halted']);
export const role = z.enum(['master', 'user']);
export const exchange = z.enum(['kraken', 'binance', 'coinbase', 'alpaca']);
export const connection = z.enum(['connected', 'not-connected', 'credentials-missing']);
export const outcome = z.enum([
  'observed',
  'filled',
  'partial',
  'skipped',
  'denied',
  'rejected',
  'expired',
  'unknown',
  'pending',
]);

/** @param about what it explains */
export const code = (about: string) =>
  z
    .string()
    .nullable()
    .meta({ description: `${about}; null when there is nothing to explain.`, examples: ['MAX_ORDER_REACHED'] });

export const context = z.string().meta({
  description: 'key=value, blank between; empty when there is nothing to add.',
  examples: ['limit=200 notional=250'],
});
