import { z } from 'zod';
import { expected } from '../config/expectations.ts';

/** Anybody's name for an order: ours, the sender's, the exchange's. */
export const OrderId = z
  .string({ error: expected('text') })
  .regex(/^[\x21-\x7e]{1,128}$/, { error: expected('1 to 128 printable ASCII characters without spaces') });
