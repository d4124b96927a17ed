import { z } from 'zod';
import type { ApiErrorBody } from '../api-error.ts';
import { described } from './described.ts';

export const ApiErrorAnswer = described<ApiErrorBody>()(
  'Error',
  z.strictObject({
    error: z.strictObject({
      message: z
        .string()
        .meta({ description: 'One line for a person.', examples: ['limits.max_order_usd: expected a decimal number'] }),
      issues: z
        .array(
          z.strictObject({
            path: z.string().meta({
              description: 'Where the mistake is, steps joined by dots.',
              examples: ['limits.max_order_usd'],
            }),
            message: z.string().meta({ examples: ['expected a decimal number of 0 or more, such as "100.50"'] }),
          }),
        )
        .exactOptional()
        .meta({ description: 'Each mistake of what was sent.' }),
    }),
  }),
);
