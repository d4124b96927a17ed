import Big from 'big.js';
import { badRequest } from './binance-refusal.ts';

/** One account's assets, free and locked in orders. */
export interface Wallet {
  readonly rows: () => readonly { readonly asset: string; readonly free: string; readonly locked: string }[];
  readonly has: (asset: string, amount: Big) => boolean;
  /** Refuses what is not there. */
  readonly lock: (asset: string, amount: Big) => void;
  readonly unlock: (asset: string, amount: Big) => void;
  readonly take: (asset: string, amount: Big) => void;
  readonly give: (asset: string, amount: Big) => void;
}

export const eight = (amount: Big.BigSource): string => new Big(amount).toFixed(8);

export function openWallet(balances: Readonly<Record<string, string>>): Wallet {
  const free = new Map(Object.entries(balances).map(([asset, amount]) => [asset, new Big(amount)]));
  const locked = new Map<string, Big>();
  const add = (to: Map<string, Big>, asset: string, amount: Big): void => {
    to.set(asset, (to.get(asset) ?? new Big(0)).plus(amount));
  };
  const has = (asset: string, amount: Big): boolean => (free.get(asset) ?? new Big(0)).gte(amount);
  return {
    rows: () =>
      [...new Set([...free.keys(), ...locked.keys()])].map((asset) => ({
        asset,
        free: eight(free.get(asset) ?? 0),
        locked: eight(locked.get(asset) ?? 0),
      })),
    has,
    lock: (asset, amount) => {
      if (!has(asset, amount)) throw badRequest(-2010, 'Account has insufficient balance for requested action.');
      add(free, asset, amount.neg());
      add(locked, asset, amount);
    },
    unlock: (asset, amount) => {
      add(locked, asset, amount.neg());
      add(free, asset, amount);
    },
    take: (asset, amount) => {
      add(free, asset, amount.neg());
    },
    give: (asset, amount) => {
      add(free, asset, amount);
    },
  };
}
