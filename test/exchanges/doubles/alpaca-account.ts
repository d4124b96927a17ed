import { randomBytes, timingSafeEqual } from 'node:crypto';
import { isPositive, minus, plus } from '../../../domain/decimal.ts';
import type { DecimalText } from '../../../domain/decimal.ts';
import { credentialOf } from '../../../exchanges/credential.ts';
import type { Credential } from '../../../exchanges/credential.ts';
import type { NewDoubleAccount } from '../conformance/venue-double.ts';

/** One account of the double: what it has, and what its open orders hold of that. */
export interface AlpacaAccount {
  readonly credential: Credential;
  readonly mayTrade: boolean;
  readonly openedAtMs: number;
  readonly total: Map<string, DecimalText>;
  readonly held: Map<string, DecimalText>;
}

export function newAlpacaAccount({ balances = {}, mayTrade = true }: NewDoubleAccount = {}): AlpacaAccount {
  const key = `PK${randomBytes(9).toString('hex').toUpperCase()}`;
  return {
    credential: credentialOf(key, randomBytes(20).toString('hex')),
    mayTrade,
    openedAtMs: Date.now(),
    total: new Map(Object.entries(balances)),
    held: new Map(),
  };
}

/** Whose headers these are: Alpaca has no signatures, the secret itself is sent. */
export function accountOfHeaders(
  accounts: readonly AlpacaAccount[],
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): AlpacaAccount | null {
  const key = headers['apca-api-key-id'];
  const secret = headers['apca-api-secret-key'];
  if (typeof key !== 'string' || typeof secret !== 'string') return null;
  const account = accounts.find(({ credential }) => credential.apiKey === key);
  return account !== undefined && isSame(secret, account.credential.apiSecret) ? account : null;
}

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

export const totalOf = ({ total }: AlpacaAccount, asset: string): DecimalText => total.get(asset) ?? '0';
export const heldOf = ({ held }: AlpacaAccount, asset: string): DecimalText => held.get(asset) ?? '0';
export const freeOf = (account: AlpacaAccount, asset: string): DecimalText =>
  minus(totalOf(account, asset), heldOf(account, asset));

export const credit = (account: AlpacaAccount, asset: string, amount: DecimalText): unknown =>
  account.total.set(asset, plus(totalOf(account, asset), amount));
export const hold = (account: AlpacaAccount, asset: string, amount: DecimalText): unknown =>
  account.held.set(asset, plus(heldOf(account, asset), amount));

export const coinsOf = ({ total }: AlpacaAccount): readonly string[] =>
  [...total].filter(([asset, amount]) => asset !== 'USD' && isPositive(amount)).map(([asset]) => asset);
