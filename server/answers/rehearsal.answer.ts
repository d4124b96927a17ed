import { z } from 'zod';
import { described, type ReadOnly } from './described.ts';
import { accountId, amount, code, context, epochMs, intentKind, mode, outcome, side, symbol, usd } from './values.ts';

const counts = z.record(z.string(), z.int());

const RehearsedPosition = z.strictObject({
  symbol,
  quantity: amount('base units'),
  averagePrice: amount('quote units per base unit', 'fees included'),
  costBasis: amount('quote units', 'fees included'),
  price: amount('quote units').nullable(),
  unrealizedProfit: amount('quote units', 'null without a price').nullable(),
});

const RehearsedTrade = z.strictObject({
  intentId: z.string(),
  sequence: z.int().nullable(),
  occurredAtMs: epochMs(),
  symbol,
  side,
  kind: intentKind,
  outcome,
  code: code('Why not'),
  context,
  quantity: amount('base units').nullable(),
  price: amount('quote units').nullable(),
  fee: amount('quote units').nullable(),
  realizedProfit: amount('quote units').nullable(),
  live: z
    .strictObject({
      filled: z.int(),
      skipped: z.int(),
      denied: z.int(),
      averageSlippageBps: amount('basis points', 'positive is worse').nullable(),
      codes: counts,
    })
    .meta({ description: 'How many live accounts did what with the same trade.' }),
});

const Rehearsal = z.strictObject({
  accountId,
  mode: mode.nullable().meta({ description: 'Null when nobody can tell.' }),
  since: epochMs('null: it never observed a trade').nullable(),
  cleanObservations: z.int().meta({ description: 'Decisions that had all they needed.' }),
  uncleanCodes: counts.meta({ description: 'How often each code kept a decision from being clean.' }),
  positions: z.array(RehearsedPosition),
  realizedUsd: usd().nullable(),
  unrealizedUsd: usd().nullable(),
  profitUsd: usd('null when a price is missing').nullable(),
  tradesInAll: z.int(),
  trades: z.array(RehearsedTrade).meta({ description: 'The latest, oldest first.' }),
});

export type RehearsalDocument = ReadOnly<z.output<typeof Rehearsal>>;

const Shown = Rehearsal.extend({
  trades: z
    .array(
      RehearsedTrade.extend({
        live: RehearsedTrade.shape.live
          .nullable()
          .meta({ description: 'How many live accounts did what with the same trade; null for members.' }),
      }),
    )
    .meta({ description: 'The latest, oldest first.' }),
});

export type RehearsalShown = ReadOnly<z.output<typeof Shown>>;

export const RehearsalAnswer = described<RehearsalShown>()('Rehearsal', Shown);
