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

test('a key that a person changes in the vault is taken over at once; nonces go on per key', () => {
  const [anna, bert] = [user('anna', {}), user('bert', {})];
  const environment = new Map([['anna', credentialText('key-env', 'c2VjcmV0')]]);
  const vault = new Map<string, ReturnType<typeof credentialText> | null>();
  const { exchangeOf } = exchangeDirectory(
    { master: null, users: [anna, bert], credentials: environment },
    { exchangeUrls: {} },
    { vaulted: ({ accountId }) => vault.get(accountId) },
  );
  const set = (id: string, key: string, secret = 'c2VjcmV0') => vault.set(id, credentialText(key, secret));
  const ofEnvironment = exchangeOf('anna');
  expect(exchangeOf('bert')).toBeNull();

  set('anna', 'key-1');
  set('bert', 'key-2');
  const [first, ofBert] = [exchangeOf('anna'), exchangeOf('bert')];
  expect(first).not.toBe(ofEnvironment);
  expect(ofBert).not.toBeNull();
  expect(exchangeOf('anna')).toBe(first);
  first?.raiseNonce('9000000000000000000');

  // One that does not open any more says nothing of the key that was right until now.
  vault.set('anna', null);
  expect(exchangeOf('anna')).toBe(first);

  set('anna', 'key-1', 'b3RoZXI=');
  const corrected = exchangeOf('anna');
  expect(corrected).not.toBe(first);
  expect(corrected?.lastNonce).toBe('9000000000000000000');

  // Keys that are exchanged for one another: nobody ever holds a key that another account is open with.
  set('anna', 'key-2');
  set('bert', 'key-1', 'b3RoZXI=');
  expect(exchangeOf('anna')).toBeNull();
  expect(exchangeOf('bert')).toBe(corrected);
  expect(exchangeOf('anna')).toBe(ofBert);

  vault.delete('anna');
  expect(exchangeOf('anna')).toBe(ofEnvironment);
});

test('a key in the vault that does not open is never replaced by the one in the environment', () => {
  const credentials = new Map([['anna', credentialText('key-env', 'c2VjcmV0')]]);
  const { exchangeOf } = exchangeDirectory(
    { master: null, users: [user('anna', {})], credentials },
    { exchangeUrls: {} },
    { vaulted: () => null },
  );
  expect(exchangeOf('anna')).toBeNull();
});
