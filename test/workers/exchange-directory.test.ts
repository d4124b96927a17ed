import { expect, test } from 'vitest';
import { credentialText } from '../../config/credential-text.ts';
import type { AccountConfig } from '../../domain/account-config.ts';
import { exchangeDirectory, type KnownAccounts } from '../../workers/exchange-directory.ts';
import { configOf } from '../domain/accounts.ts';

const user = (accountId: string, changes: Partial<AccountConfig>): AccountConfig => configOf(accountId, changes);
const directoryOf = (users: readonly AccountConfig[], only: string | null = null) => {
  const credentials = new Map(users.map(({ accountId }) => [accountId, credentialText(accountId, 'c2VjcmV0')]));
  return exchangeDirectory({ master: null, users, credentials }, { exchangeUrls: {} }, { only }).exchangeOf;
};

test('accounts share what is public, but play money never shares with real money', () => {
  const exchangeOf = directoryOf([
    user('real-1', { exchange: 'alpaca' }),
    user('real-2', { exchange: 'alpaca' }),
    user('paper-1', { exchange: 'alpaca', sandbox: true }),
    user('paper-2', { exchange: 'alpaca', sandbox: true }),
    user('elsewhere', { exchange: 'binance' }),
  ]);
  const dataOf = (accountId: string) => exchangeOf(accountId)?.marketData;
  expect(dataOf('real-2')).toBe(dataOf('real-1'));
  expect(dataOf('paper-2')).toBe(dataOf('paper-1'));
  expect(new Set(['real-1', 'paper-1', 'elsewhere'].map(dataOf)).size).toBe(3);
  expect(exchangeOf('real-1')).toBe(exchangeOf('real-1'));
});

test('practice where the exchange has no place for it never becomes real money', () => {
  expect(() => directoryOf([user('anna', { exchange: 'kraken', sandbox: true })])('anna')).toThrow('no sandbox');
});

test('an account with a task queue of its own is opened by its own worker alone, which opens no other', () => {
  const users = [user('vip', { taskQueue: 'vip' }), user('anna', {})];
  const opened = (only: string | null) => ['vip', 'anna'].map((id) => directoryOf(users, only)(id) !== null);
  expect(opened(null)).toEqual([false, true]);
  expect(opened('vip')).toEqual([true, false]);
});

test('an account or key that is added while the worker runs is found; one that is open keeps its key', () => {
  const keyed = (...accounts: readonly (readonly [AccountConfig, string])[]): KnownAccounts => ({
    master: null,
    users: accounts.map(([account]) => account),
    credentials: new Map(accounts.map(([{ accountId }, key]) => [accountId, credentialText(key, 'c2VjcmV0')])),
  });
  const [anna, bert, carl] = [user('anna', {}), user('bert', {}), user('carl', {})];
  let files = keyed([anna, 'key-1']);
  const { exchangeOf } = exchangeDirectory(
    files,
    { exchangeUrls: {} },
    { readAgain: () => files, readAgainAfterMs: 0 },
  );
  const before = exchangeOf('anna');
  expect(exchangeOf('bert')).toBeNull();
  // Carl's file names Anna's key: it would trade with her coins.
  files = keyed([anna, 'key-2'], [bert, 'key-3'], [carl, 'key-1']);
  expect(exchangeOf('bert')).not.toBeNull();
  expect(exchangeOf('anna')).toBe(before);
  expect(exchangeOf('carl')).toBeNull();
});
