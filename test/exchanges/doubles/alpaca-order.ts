import type { DecimalText } from '../../../domain/decimal.ts';
import type { Side } from '../../../domain/trade-intent.ts';
import type { AlpacaAccount } from './alpaca-account.ts';

export interface AlpacaOrder {
  readonly account: AlpacaAccount;
  readonly id: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly type: 'market' | 'limit';
  readonly timeInForce: 'gtc' | 'ioc';
  readonly quantity: DecimalText;
  readonly limitPrice: DecimalText | null;
  readonly submitted: AlpacaTime;
  status: 'pending_new' | 'new' | 'partially_filled' | 'filled' | 'canceled';
  filledQuantity: DecimalText;
  cost: DecimalText;
  /** What it holds of the account's money or coins. */
  held: { readonly asset: string; readonly amount: DecimalText };
}

export interface AlpacaFill {
  readonly order: AlpacaOrder;
  readonly id: string;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
  readonly leaves: DecimalText;
  readonly at: AlpacaTime;
}

/** Alpaca tells times to the nanosecond. */
export interface AlpacaTime {
  readonly ms: number;
  readonly nanosText: string;
}

export const timeText = ({ ms, nanosText }: AlpacaTime): string =>
  `${new Date(ms).toISOString().slice(0, -1)}${nanosText}Z`;

/** Each a later millisecond than the one before, at some nanosecond of it. */
export function openAlpacaClock(): () => AlpacaTime {
  let lastMs = 0;
  return () => {
    lastMs = Math.max(Date.now(), lastMs + 1);
    return { ms: lastMs, nanosText: String((lastMs * 7919) % 1_000_000).padStart(6, '0') };
  };
}

export const isOpen = ({ status }: AlpacaOrder): boolean =>
  status === 'pending_new' || status === 'new' || status === 'partially_filled';
