import type { KeyObject } from 'node:crypto';
import { minus, plus } from '../../../domain/decimal.ts';

export interface CoinbaseAccount {
  readonly keyName: string;
  readonly publicKey: KeyObject;
  readonly mayTrade: boolean;
  readonly mayWithdraw: boolean;
  readonly available: Map<string, string>;
  readonly held: Map<string, string>;
}

export const availableOf = (account: CoinbaseAccount, asset: string): string => account.available.get(asset) ?? '0';

export function deposit({ available }: CoinbaseAccount, asset: string, amount: string): void {
  available.set(asset, plus(available.get(asset) ?? '0', amount));
}

export function hold({ available, held }: CoinbaseAccount, asset: string, amount: string): void {
  available.set(asset, minus(available.get(asset) ?? '0', amount));
  held.set(asset, plus(held.get(asset) ?? '0', amount));
}

export function release(account: CoinbaseAccount, asset: string, amount: string): void {
  hold(account, asset, minus('0', amount));
}
