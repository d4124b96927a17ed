import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fraction, PositiveAmount } from '../config/decimal.schema.ts';
import { expected } from '../config/expectations.ts';
import type { OwnOrderRequest } from '../domain/own-order.ts';
import { MarketSymbol } from './market-symbol.schema.ts';
import { OrderId } from './order-id.schema.ts';

const Size = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('quantity'), quantity: PositiveAmount }),
    z.strictObject({ kind: z.literal('quote'), amount: PositiveAmount }),
    z.strictObject({ kind: z.literal('fraction'), fraction: Fraction }),
  ],
  { error: expected('an object whose kind is "quantity", "quote" or "fraction"') },
);

/** One order. The same `orderId` again is the same order; without one it gets one of its own. */
export const OrderBody = z
  .strictObject({
    orderId: OrderId.optional(),
    symbol: MarketSymbol,
    side: z.enum(['buy', 'sell'], { error: expected('"buy" or "sell"') }),
    size: Size,
  })
  .refine(({ side, size }) => side === 'sell' || size.kind !== 'fraction', {
    path: ['size', 'kind'],
    error: 'a fraction is of what is owned: it goes with sell only',
  })
  .meta({
    examples: [
      { orderId: 'morning-1', symbol: 'BTC/USD', side: 'buy', size: { kind: 'quote', amount: '100' } },
      { symbol: 'BTC/USD', side: 'sell', size: { kind: 'fraction', fraction: '0.5' } },
    ],
  });

export const orderRequest = ({ orderId, ...order }: z.infer<typeof OrderBody>): OwnOrderRequest => ({
  ...order,
  orderId: orderId ?? randomUUID(),
  requestedAtMs: Date.now(),
});
