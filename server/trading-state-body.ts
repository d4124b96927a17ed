import { z } from 'zod';
import { expected } from '../config/expectations.ts';

export const TradingStateBody = z.strictObject({
  tradingState: z.enum(['active', 'exit-only', 'halted'], { error: expected('"active", "exit-only" or "halted"') }),
});
