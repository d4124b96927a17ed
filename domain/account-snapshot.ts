import type { DecimalText } from './decimal.ts';

export interface AssetBalance {
  readonly asset: string;
  readonly total: DecimalText;
  readonly free: DecimalText;
}

/** What an exchange said of one account at one moment. */
export interface AccountSnapshot {
  /** When the exchange answered. */
  readonly atMs: number;
  /** The whole account's value in USD, own coins included; null when a held asset has a market but no price came. */
  readonly equityUsd: DecimalText | null;
  readonly balances: readonly AssetBalance[];
  /** Last prices by symbol: `ASSET/USD` of everything held, and the symbols asked for. */
  readonly prices: Readonly<Record<string, DecimalText>>;
  /** Held assets without a USD market: counted as nothing. */
  readonly unpriced: readonly string[];
}

export interface KeyPermissions {
  readonly trade: boolean | null;
  /** Null: the exchange offers no proof. */
  readonly withdraw: boolean | null;
  readonly provenAtMs: number;
}

export const freeBalance = (snapshot: AccountSnapshot, asset: string): DecimalText =>
  snapshot.balances.find((balance) => balance.asset === asset)?.free ?? '0';
