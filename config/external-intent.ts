import { z } from 'zod';
import type { ExternalIntent } from '../domain/trade-intent.ts';
import { Fraction, PositiveAmount } from './decimal.schema.ts';
import { expectationsOf, expected } from './expectations.ts';

const MasterFill = z.strictObject(
  { quantity: PositiveAmount, averagePrice: PositiveAmount },
  { error: expected('an object with quantity and averagePrice') },
);

const shared = {
  intentId: z
    .string({ error: expected('text') })
    .regex(/^[\x21-\x7e]{1,128}$/, { error: expected('1 to 128 printable ASCII characters without spaces') }),
  symbol: z
    .string({ error: expected('text') })
    .regex(/^[A-Z0-9]{1,20}\/[A-Z0-9]{1,20}$/, { error: expected('BASE/QUOTE in capitals, such as "BTC/USD"') }),
  occurredAtMs: z
    .int({ error: expected('a whole number of milliseconds since 1970') })
    .nonnegative()
    .optional(),
};

/** An intent as somebody outside describes it. Unknown fields are refused. */
export const ExternalIntentBody = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      ...shared,
      kind: z.literal('entry'),
      side: z.literal('buy', { error: expected('"buy", as an entry on a spot market is') }),
      masterFill: MasterFill,
      masterEquityBefore: PositiveAmount,
    }),
    z.strictObject({
      ...shared,
      kind: z.literal('exit'),
      side: z.literal('sell', { error: expected('"sell", as an exit on a spot market is') }),
      masterFill: MasterFill.optional(),
      exitFraction: Fraction,
    }),
  ],
  { error: expected('an object whose kind is "entry" or "exit"') },
);

export type ParsedIntent =
  { readonly ok: true; readonly intent: ExternalIntent } | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Checks an intent from outside.
 * @param nowMs when it occurred, if it doesn't say
 * @returns the intent, or one line `path: expectation` for each mistake
 */
export function parseExternalIntent(json: unknown, nowMs: number = Date.now()): ParsedIntent {
  const parsed = ExternalIntentBody.safeParse(json);
  return parsed.success
    ? { ok: true, intent: externalIntentFrom(parsed.data, nowMs) }
    : { ok: false, problems: expectationsOf(parsed.error) };
}

/** @param nowMs when it occurred, if it doesn't say */
export const externalIntentFrom = (body: z.infer<typeof ExternalIntentBody>, nowMs: number): ExternalIntent => ({
  intentId: body.intentId,
  symbol: body.symbol,
  side: body.side,
  kind: body.kind,
  masterFill: body.masterFill ?? null,
  masterEquityBefore: body.kind === 'entry' ? body.masterEquityBefore : null,
  exitFraction: body.kind === 'exit' ? body.exitFraction : null,
  occurredAtMs: body.occurredAtMs ?? nowMs,
});
