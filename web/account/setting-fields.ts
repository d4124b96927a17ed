import type { AccountView } from '../api/types.ts';

type Config = NonNullable<AccountView['config']>;

/** What may be typed; empty always means none. `share` goes up to 100 %, `growth` beyond. */
type AmountKind = 'usd' | 'share' | 'growth' | 'trades' | 'bps';

export interface SettingField {
  /** As the configuration file spells it. */
  readonly name: string;
  readonly label: string;
  readonly kind: AmountKind;
  /** What holds when nothing is typed. */
  readonly whenEmpty: string;
  /** What it means, in a sentence. */
  readonly hint: string;
  readonly of: (config: Config) => string | number | null;
}

export const limitFields: readonly SettingField[] = [
  {
    name: 'max_order_usd',
    label: 'Most for an order',
    kind: 'usd',
    whenEmpty: 'no limit',
    hint: 'A copy that would cost more is made smaller. 0: it buys nothing.',
    of: ({ limits }) => limits.maxOrderUsd,
  },
  {
    name: 'max_position_usd',
    label: 'Most in one coin',
    kind: 'usd',
    whenEmpty: 'no limit',
    hint: 'What it owns of a coin and has on order never goes above this by a buy.',
    of: ({ limits }) => limits.maxPositionUsd,
  },
  {
    name: 'max_risk_per_trade_pct',
    label: 'Most at risk in a trade',
    kind: 'share',
    whenEmpty: 'no limit',
    hint: 'How much of its equity one buy may lose until the stop-loss sells. Needs a stop-loss.',
    of: ({ limits }) => limits.maxRiskPerTradePct,
  },
  {
    name: 'max_daily_loss_usd',
    label: 'Most lost in a day',
    kind: 'usd',
    whenEmpty: 'no limit',
    hint: 'After losing this since midnight UTC it buys no more that day.',
    of: ({ limits }) => limits.maxDailyLossUsd,
  },
  {
    name: 'max_daily_trades',
    label: 'Most buys in a day',
    kind: 'trades',
    whenEmpty: 'no limit',
    hint: 'Counted from midnight to midnight UTC.',
    of: ({ limits }) => limits.maxDailyTrades,
  },
  {
    name: 'max_drift_pct',
    label: 'Drift that stops buying',
    kind: 'share',
    whenEmpty: 'never stops',
    hint: 'When somebody else’s trades move what it owns this far from its last order, it only sells until you look.',
    of: ({ limits }) => limits.maxDriftPct,
  },
];

const stopFields: readonly SettingField[] = [
  {
    name: 'stop_loss_pct',
    label: 'Stop-loss',
    kind: 'share',
    whenEmpty: 'none',
    hint: 'Sells all of a coin once its price is this far below what was paid.',
    of: ({ stopLossPct }) => stopLossPct,
  },
  {
    name: 'take_profit_pct',
    label: 'Take-profit',
    kind: 'growth',
    whenEmpty: 'none',
    hint: 'Sells all of a coin once its price is this far above what was paid.',
    of: ({ takeProfitPct }) => takeProfitPct,
  },
  {
    name: 'trailing_stop_pct',
    label: 'Trailing stop',
    kind: 'share',
    whenEmpty: 'none',
    hint: 'Sells all of a coin once its price is this far below the highest since the buy.',
    of: ({ trailingStopPct }) => trailingStopPct,
  },
];

const priceFields: readonly SettingField[] = [
  {
    name: 'max_slippage_bps',
    label: 'Worst price for a buy',
    kind: 'bps',
    whenEmpty: '30 for BTC and ETH, 50 for others',
    hint: 'How far a buy may fill above the master’s price, or above the latest one for its own order. 30 bps are 0.3 %.',
    of: ({ maxSlippageBps }) => maxSlippageBps,
  },
];

export const stopAndPriceFields: readonly SettingField[] = [...stopFields, ...priceFields];

export const amountFields: readonly SettingField[] = [...limitFields, ...stopAndPriceFields];

/** After the label, such as `Stop-loss (%)`. */
export const unitOf: Readonly<Record<AmountKind, string>> = {
  usd: '$',
  share: '%',
  growth: '%',
  trades: 'number',
  bps: 'bps',
};

const expectations: Readonly<Record<AmountKind, string>> = {
  usd: 'Expected an amount such as 250 or 12.50',
  share: 'Expected a percentage above 0 and at most 100',
  growth: 'Expected a percentage above 0',
  trades: 'Expected a whole number up to 1,000,000',
  bps: 'Expected a whole number up to 10,000',
};

/** What can't be meant; null when it can. The server checks all again. */
export function mistakeIn(kind: AmountKind, typed: string): string | null {
  const text = typed.trim();
  if (text === '' || accepts(kind, text)) return null;
  return expectations[kind];
}

function accepts(kind: AmountKind, text: string): boolean {
  const isAmount = /^\d{1,20}(\.\d{1,19})?$/.test(text);
  switch (kind) {
    case 'usd':
      return isAmount;
    case 'share':
      return isAmount && isAboveZero(text) && Number(text) <= 100;
    case 'growth':
      return isAmount && isAboveZero(text);
    case 'trades':
      return isWhole(text) && Number(text) <= 1_000_000;
    case 'bps':
      return isWhole(text) && Number(text) <= 10_000;
  }
}

const isAboveZero = (text: string): boolean => /[1-9]/.test(text);
const isWhole = (text: string): boolean => /^\d{1,9}$/.test(text);

/** As the API takes it: amounts stay text, whole numbers are numbers when they are some. */
export function valueOf(kind: AmountKind, typed: string): string | number | null {
  const text = typed.trim();
  if (text === '') return null;
  return (kind === 'trades' || kind === 'bps') && isWhole(text) ? Number(text) : text;
}
