import { randomBytes } from 'node:crypto';
import { isLess, isPositive, minus } from '../../domain/decimal.ts';
import { keyPermissions, type KeyPermission } from '../book/key-permissions.ts';
import { freeOf, type Account } from '../book/book.ts';
import type { ExchangeEvent } from '../book/events.ts';
import type { Exchange } from '../exchange.ts';
import { assetId } from '../market/assets.ts';
import { readBody } from './body-reader.ts';
import type { ControlAnswer, ControlRequest } from './control-context.ts';
import type { AccountView } from './control-types.ts';

const tradingOnly: readonly KeyPermission[] = keyPermissions.filter((p) => p !== 'withdraw-funds' && p !== 'add-funds');
const base64Pattern = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function createAccount({ context, body }: ControlRequest): ControlAnswer {
  const { exchange } = context;
  const read = readBody(body, ['name', 'key', 'secret', 'balances', 'permissions']);
  const key = read.optionalText('key') ?? randomBytes(42).toString('base64');
  const secret = read.optionalText('secret') ?? randomBytes(64).toString('base64');
  const account = read.optionalText('name') ?? key.slice(0, 8);
  const asked = read.texts('permissions');
  const permissions = asked === undefined ? tradingOnly : keyPermissions.filter((p) => asked.includes(p));
  if (asked !== undefined && permissions.length < new Set(asked).size) {
    read.complain(`permissions: expected some of ${keyPermissions.join(', ')}`);
  }
  if (!base64Pattern.test(secret)) read.complain('secret: expected base64');
  if (exchange.book.keys.has(key)) read.complain('key: exists already');
  const deposits = Object.entries(read.amounts('balances')).flatMap(([name, change]): ExchangeEvent[] => {
    const asset = assetId(name);
    if (asset === null) read.complain(`balances.${name}: no such asset`);
    if (isLess(change, '0')) read.complain(`balances.${name}: below zero`);
    return asset === null || !isPositive(change) ? [] : [{ kind: 'balance-changed', account, asset, change }];
  });
  const problem = read.problem();
  if (problem !== null) return { problem };
  exchange.commit([{ kind: 'key-created', account, key, secret, permissions, atMs: Date.now() }, ...deposits]);
  return { ok: { name: account, key, secret, permissions } };
}

export const listAccounts = ({ context }: ControlRequest): ControlAnswer => ({
  ok: {
    accounts: [...context.exchange.book.accounts.values()].map((account) => accountView(context.exchange, account)),
  },
});

const accountView = ({ book }: Exchange, account: Account): AccountView => ({
  name: account.name,
  keys: [...book.keys.values()]
    .filter((apiKey) => apiKey.account === account)
    .map(({ key, permissions, revoked }) => ({ key, permissions: [...permissions], revoked })),
  balances: Object.fromEntries(
    [...account.balances].map(([asset, total]) => [asset, { total, hold: account.holds.get(asset) ?? '0' }]),
  ),
});

/** Revokes a key or restores it. */
export function setKey({ context, body }: ControlRequest): ControlAnswer {
  const read = readBody(body, ['key', 'revoked']);
  const key = read.text('key');
  const revoked = read.flag('revoked');
  if (!context.exchange.book.keys.has(key)) read.complain('key: no such key');
  const problem = read.problem();
  if (problem !== null) return { problem };
  context.exchange.commit([{ kind: 'key-revoked', key, revoked }]);
  return { ok: { key, revoked } };
}

/** A deposit, or with a negative change a withdrawal of what no order holds. */
export function changeBalance({ context, body }: ControlRequest): ControlAnswer {
  const read = readBody(body, ['key', 'asset', 'change']);
  const apiKey = context.exchange.book.keys.get(read.text('key'));
  const asset = assetId(read.text('asset'));
  const change = read.amount('change');
  if (apiKey === undefined) read.complain('key: no such key');
  if (asset === null) read.complain('asset: no such asset');
  if (apiKey !== undefined && asset !== null && isLess(freeOf(apiKey.account, asset), minus('0', change))) {
    read.complain('change: more than is free');
  }
  const problem = read.problem();
  if (problem !== null || apiKey === undefined || asset === null) return { problem: problem ?? 'key: no such key' };
  context.exchange.commit([{ kind: 'balance-changed', account: apiKey.account.name, asset, change }]);
  return { ok: { asset, total: apiKey.account.balances.get(asset) ?? '0' } };
}
