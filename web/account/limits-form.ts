import type { AccountView } from '../api/types.ts';

type Limits = NonNullable<AccountView['config']>['limits'];

/** The limits that are numbers, as the configuration file spells them. */
export const limitFields = [
  { name: 'max_order_usd', of: 'maxOrderUsd', label: 'Most for an order', unit: '$' },
  { name: 'max_position_usd', of: 'maxPositionUsd', label: 'Most in a position', unit: '$' },
  { name: 'max_risk_per_trade_pct', of: 'maxRiskPerTradePct', label: 'Most at risk in a trade', unit: '%' },
  { name: 'max_daily_loss_usd', of: 'maxDailyLossUsd', label: 'Most lost in a day', unit: '$' },
  { name: 'max_daily_trades', of: 'maxDailyTrades', label: 'Most trades in a day', unit: '' },
  { name: 'max_drift_pct', of: 'maxDriftPct', label: 'Drift that stops buying', unit: '%' },
] as const satisfies readonly { name: string; of: keyof Limits; label: string; unit: string }[];

type LimitName = (typeof limitFields)[number]['name'];

/** What is typed: empty means no limit. */
export type LimitsForm = Readonly<Record<LimitName, string>> & { readonly stop_trading_on_loss: boolean };

export const formOf = (limits: Limits): LimitsForm => ({
  ...(Object.fromEntries(limitFields.map(({ name, of }) => [name, String(limits[of] ?? '')])) as Record<
    LimitName,
    string
  >),
  stop_trading_on_loss: limits.stopTradingOnLoss,
});

/** As the API takes it: amounts stay text, the number of trades is a number when it is one. */
export const entryOf = ({ stop_trading_on_loss, ...amounts }: LimitsForm): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(Object.entries(amounts).map(([name, text]) => [name, valueOf(name, text.trim())])),
  stop_trading_on_loss,
});

function valueOf(name: string, text: string): string | number | null {
  if (text === '') return null;
  return name === 'max_daily_trades' && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** One line for each field that can't be meant; the server checks all again. */
export const mistakesIn = (form: LimitsForm): Readonly<Record<string, string>> =>
  Object.fromEntries(
    limitFields.flatMap(({ name }): readonly (readonly [string, string])[] => {
      const text = form[name].trim();
      if (text === '') return [];
      if (name === 'max_daily_trades') return /^\d{1,9}$/.test(text) ? [] : [[name, 'Expected a whole number']];
      return /^\d+(\.\d+)?$/.test(text) ? [] : [[name, 'Expected a number such as 250 or 12.5']];
    }),
  );
