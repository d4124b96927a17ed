import { z } from 'zod';
import { AccountEntry } from '../config/account-file.schema.ts';
import { expected } from '../config/expectations.ts';

/** A field's own schema, without what stands in for it: what is not named stays as it is. */
const only = <T extends z.ZodType>(schema: { unwrap(): T }): z.ZodOptional<T> => schema.unwrap().optional();

const { name, description, sizing, limits, stop_loss_pct, take_profit_pct, trailing_stop_pct, max_slippage_bps } =
  AccountEntry.shape;
const ofLimits = limits.unwrap().shape;

const Limits = z.strictObject(
  {
    max_position_usd: only(ofLimits.max_position_usd),
    max_order_usd: only(ofLimits.max_order_usd),
    max_risk_per_trade_pct: only(ofLimits.max_risk_per_trade_pct),
    max_daily_loss_usd: only(ofLimits.max_daily_loss_usd),
    max_daily_trades: only(ofLimits.max_daily_trades),
    max_drift_pct: only(ofLimits.max_drift_pct),
    stop_trading_on_loss: only(ofLimits.stop_trading_on_loss),
  },
  { error: expected('an object') },
);

/** What may change of an account, spelled as in its file. Null lifts a limit; what is left out stays. */
export const AccountChange = z
  .strictObject({
    name,
    description: only(description),
    sizing: only(sizing),
    limits: Limits.optional(),
    max_slippage_bps: only(max_slippage_bps),
    stop_loss_pct: only(stop_loss_pct),
    take_profit_pct: only(take_profit_pct),
    trailing_stop_pct: only(trailing_stop_pct),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'expected at least one field to change',
  });

export const changedEntry = (entry: AccountEntry, change: z.infer<typeof AccountChange>): AccountEntry => ({
  ...entry,
  ...named(change),
  limits: { ...entry.limits, ...named(change.limits ?? {}) },
});

type Named<T> = { [Field in keyof T]?: Exclude<T[Field], undefined> };

const named = <T extends object>(fields: T): Named<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Named<T>;
