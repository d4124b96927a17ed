import { describe, expect, test } from 'vitest';
import { checkAccount } from '../../config/check-account.ts';
import { loadConfig } from '../../config/load-config.ts';
import { markPractice } from '../../config/practice-accounts.ts';
import { unclaimedVariables } from '../../config/unclaimed-variables.ts';
import type { PlacedAccount } from '../../config/check-account.ts';
import type { ExchangeName } from '../../domain/account-config.ts';
import { configFolder, master, user } from './config-folder.ts';

const accountOn = (exchange: ExchangeName, role: 'user' | 'master' = 'user'): PlacedAccount => {
  const value = user('anna', { broker_type: 'kraken' });
  const checked = checkAccount({ role, file: 'config/users/anna.json', path: [], value });
  if (!checked.ok) throw new Error(checked.problems[0]?.message);
  return { ...checked.account, config: { ...checked.account.config, exchange } };
};
const marked = (account: PlacedAccount, env: Readonly<Record<string, string>>) => {
  const { kept, problems } = markPractice([account], env);
  return { sandbox: kept[0]?.config.sandbox, isKept: kept.length === 1, problems: problems.map((one) => one.message) };
};
const real = { sandbox: undefined, isKept: true, problems: [] };

test.each([
  ['alpaca', 'user', 'ALPACA_USER_ANNA_PAPER'],
  ['alpaca', 'master', 'ALPACA_MASTER_PAPER'],
  ['binance', 'user', 'BINANCE_USER_ANNA_TESTNET'],
  ['binance', 'master', 'BINANCE_MASTER_TESTNET'],
] as const)('%s %s: %s=true trades for practice', (exchange, role, name) => {
  const account = accountOn(exchange, role);
  expect(marked(account, { [name]: ' true ' })).toEqual({ ...real, sandbox: true });
  expect(marked(account, { [name]: 'false' })).toEqual(real);
  expect(marked(account, { [name]: '' })).toEqual(real);
  expect(marked(account, {})).toEqual(real);
});

describe('who asks for practice in other words must not trade real money', () => {
  test.each([
    ['alpaca', 'ALPACA_USER_ANNA_PAPER', 'True', 'ALPACA_USER_ANNA_PAPER: expected true or false; anna is NOT TRADING'],
    ['alpaca', 'ALPACA_USER_ANNA_PAPER', '1', 'ALPACA_USER_ANNA_PAPER: expected true or false; anna is NOT TRADING'],
    [
      'alpaca',
      'ALPACA_USER_ANNA_TESTNET',
      'true',
      'ALPACA_USER_ANNA_TESTNET: expected not to be set, the name is ALPACA_USER_ANNA_PAPER; anna is NOT TRADING',
    ],
    [
      'kraken',
      'KRAKEN_USER_ANNA_PAPER',
      'true',
      'KRAKEN_USER_ANNA_PAPER: expected not to be set, kraken has no accounts for practice; anna is NOT TRADING',
    ],
    [
      'coinbase',
      'COINBASE_USER_ANNA_SANDBOX',
      'yes',
      'COINBASE_USER_ANNA_SANDBOX: expected not to be set, coinbase has no accounts for practice; anna is NOT TRADING',
    ],
  ] as const)('%s with %s=%s', (exchange, name, value, problem) => {
    expect(marked(accountOn(exchange), { [name]: value })).toEqual({
      sandbox: undefined,
      isKept: false,
      problems: [problem],
    });
  });

  test('a variable that names nobody is told', () => {
    const { config } = accountOn('alpaca');
    const env = { ALPACA_USER_ANNA_PAPER: 'true', ALPACA_USER_ANA_PAPER: 'true', BINANCE_MASTER_TESTNET: '' };
    expect(unclaimedVariables([config], env).map(({ message }) => message)).toEqual([
      "ALPACA_USER_ANA_PAPER: set, but no account's file uses it",
    ]);
  });
});

test('from the files on: one trades for practice, the other real money, and a doubtful one not at all', () => {
  const names = ['ANNA', 'BEN', 'CARA'];
  const files = Object.fromEntries(
    names.map((name) => [`users/${name}.json`, user(name.toLowerCase(), { broker_type: 'alpaca' })]),
  );
  const keys = names.flatMap((name) => [
    [`ALPACA_USER_${name}_API_KEY`, `key-${name}`],
    [`ALPACA_USER_${name}_API_SECRET`, 'secret'],
  ]);
  const env = { ...Object.fromEntries(keys), ALPACA_USER_ANNA_PAPER: 'true', ALPACA_USER_CARA_PAPER: 'ture' };
  const config = loadConfig({ configDir: configFolder({ 'master.json': master, ...files }), env });
  expect(config.users.map(({ accountId, sandbox }) => [accountId, sandbox])).toEqual([
    ['anna', true],
    ['ben', undefined],
  ]);
  expect([...config.credentials.keys()]).toEqual(['anna', 'ben']);
  expect(config.problems.filter(({ accountId }) => accountId !== 'master').map(({ message }) => message)).toEqual([
    'ALPACA_USER_CARA_PAPER: expected true or false; cara is NOT TRADING',
  ]);
});

test('another account of the same kind is not touched by it', () => {
  const ben = accountOn('alpaca', 'master');
  expect(marked(ben, { ALPACA_USER_ANNA_PAPER: 'true' })).toEqual(real);
});
