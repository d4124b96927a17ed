import { z } from 'zod';
import { supportedExchanges } from './exchange-names.ts';
import { expected } from './expectations.ts';
import { AmountOrZero, Percent, PositiveAmount } from './decimal.schema.ts';

const text = (most: number) => z.string({ error: expected('text') }).max(most, `expected at most ${most} characters`);
const yesOrNo = z.boolean({ error: expected('true or false') });
const wholeNumber = (most: number) =>
  z
    .number({ error: expected('a whole number') })
    .refine((value) => Number.isInteger(value) && value >= 0 && value <= most, {
      error: expected(`a whole number from 0 to ${most}`),
    });
const limit = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

/** Part of workflow ids, file names and variable names. */
export const AccountId = z
  .string({ error: expected('text') })
  .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?$/, {
    error: expected('1 to 64 letters, digits, "_", "-" or ".", beginning with a letter or digit'),
  });

const Sizing = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('equity-proportional'), multiplier: PositiveAmount.default('1') }),
    z.strictObject({ kind: z.literal('fixed-quote'), amount_usd: PositiveAmount }),
    z.strictObject({ kind: z.literal('percent-of-equity'), percent: Percent }),
  ],
  { error: expected('an object whose kind is "equity-proportional", "fixed-quote" or "percent-of-equity"') },
);

const Limits = z.strictObject(
  {
    max_position_usd: limit(AmountOrZero),
    max_order_usd: limit(AmountOrZero),
    max_risk_per_trade_pct: limit(Percent),
    max_daily_loss_usd: limit(AmountOrZero),
    max_daily_trades: limit(wholeNumber(1_000_000)),
    max_drift_pct: Percent.nullable().default('25'),
    stop_trading_on_loss: yesOrNo.default(true),
  },
  { error: expected('an object') },
);

/** One account in a configuration file. Unknown fields are refused: a misspelt limit must not be ignored. */
export const AccountEntry = z.strictObject(
  {
    user_id: AccountId,
    name: text(200).optional(),
    account_type: z.enum(['retail', 'investor'], { error: expected('"retail" or "investor"') }).default('retail'),
    broker_type: z.enum(supportedExchanges, {
      error: expected(`a supported exchange: ${supportedExchanges.map((name) => `"${name}"`).join(', ')}`),
    }),
    enabled: yesOrNo.default(true),
    description: text(2_000).default(''),
    credential_name: z
      .string({ error: expected('text') })
      .regex(/^[A-Z0-9][A-Z0-9_]{0,63}$/, { error: expected('upper-case letters, digits and "_"') })
      .optional(),
    task_queue: z
      .string({ error: expected('text') })
      .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/, { error: expected('letters, digits, ".", "_", "/" and "-"') })
      .nullable()
      .default(null),
    sizing: Sizing.default({ kind: 'equity-proportional', multiplier: '1' }),
    limits: Limits.prefault({}),
    max_slippage_bps: limit(wholeNumber(10_000)),
    stop_loss_pct: limit(Percent),
    take_profit_pct: limit(PositiveAmount),
    trailing_stop_pct: limit(Percent),
  },
  { error: expected('an object with the fields of one account') },
);
export type AccountEntry = Readonly<z.infer<typeof AccountEntry>>;
