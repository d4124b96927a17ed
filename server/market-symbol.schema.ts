import { z } from 'zod';
import { expected } from '../config/expectations.ts';

export const MarketSymbol = z
  .string({ error: expected('text') })
  .regex(/^[A-Z0-9]{1,20}\/[A-Z0-9]{1,20}$/, { error: expected('BASE/QUOTE in capitals, such as "BTC/USD"') });
