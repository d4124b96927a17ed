import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadConfig, type LoadedConfig } from '../../config/load-config.ts';
import { configFolder, keyPair, master, secretText, user } from './config-folder.ts';

const files = {
  'master.json': master,
  'users/anna.json': user('anna_one'),
  'users/ben.json': user('ben', { credential_name: 'BEN_1' }),
};
const load = (env: Readonly<Record<string, string>>, more: Readonly<Record<string, unknown>> = {}): LoadedConfig =>
  loadConfig({ configDir: configFolder({ ...files, ...more }), env });
const all = { ...keyPair('MASTER'), ...keyPair('USER_ANNA'), ...keyPair('USER_BEN_1') };
const messagesOf = ({ problems }: LoadedConfig) => problems.map(({ severity, message }) => `${severity}: ${message}`);
const without = (env: Readonly<Record<string, string>>, name: string) =>
  Object.fromEntries(Object.entries(env).filter(([key]) => key !== name));

test('each account gets the key of its own name, and nothing is left to say', () => {
  const config = load(all);
  expect(config.problems).toEqual([]);
  const keys = [...config.credentials].map(([accountId, { apiKey, apiSecret }]) => [accountId, apiKey, apiSecret]);
  expect(keys).toEqual([
    ['master', 'key-of-MASTER', secretText],
    ['anna_one', 'key-of-USER_ANNA', secretText],
    ['ben', 'key-of-USER_BEN_1', secretText],
  ]);
});

test('a key cannot leak through printing, logging, serializing or copying', () => {
  const config = load(all);
  const credential = config.credentials.get('master');
  const shown = [inspect(config, { depth: 9 }), JSON.stringify(credential), JSON.stringify({ ...credential })].join();
  expect(shown).not.toContain('key-of-MASTER');
  expect(shown).not.toContain(secretText);
});

test('blanks around a pasted key are no part of it', () => {
  expect(load({ ...all, KRAKEN_MASTER_API_KEY: ' k\r\n' }).credentials.get('master')?.apiKey).toBe('k');
});

describe('an account without a usable credential is told as NOT TRADING, the others keep theirs', () => {
  const others = ['master', 'ben'];
  const idsOf = (config: LoadedConfig) => [...config.credentials.keys()];

  test('none set', () => {
    const config = load({ ...keyPair('MASTER'), ...keyPair('USER_BEN_1') });
    expect(config.problems).toEqual([
      {
        severity: 'warning',
        message:
          'config/users/anna.json: anna_one is NOT TRADING (credentials not set), expected KRAKEN_USER_ANNA_API_KEY and KRAKEN_USER_ANNA_API_SECRET',
        accountId: 'anna_one',
      },
    ]);
    expect(idsOf(config)).toEqual(others);
  });

  test('a disabled account needs none', () => {
    const config = load(all, { 'users/off.json': user('off', { enabled: false }) });
    expect(config.problems).toEqual([]);
  });

  test('left empty, as in a copied .env.example, is none set', () => {
    const config = load({ ...all, KRAKEN_USER_ANNA_API_KEY: '', KRAKEN_USER_ANNA_API_SECRET: ' ' });
    expect(messagesOf(config)).toEqual([expect.stringContaining('(credentials not set)')]);
  });

  test.each([
    ['KRAKEN_USER_ANNA_API_KEY', 'KRAKEN_USER_ANNA_API_SECRET'],
    ['KRAKEN_USER_ANNA_API_SECRET', 'KRAKEN_USER_ANNA_API_KEY'],
  ])('%s missing beside %s', (missing, set) => {
    const config = load(without(all, missing));
    expect(messagesOf(config)).toEqual([`error: ${missing}: missing, expected beside ${set}; anna_one is NOT TRADING`]);
    expect(idsOf(config)).toEqual(others);
  });

  test('a key with a blank inside is damaged', () => {
    const config = load({ ...all, KRAKEN_USER_ANNA_API_KEY: 'key of' });
    expect(messagesOf(config)).toEqual([
      expect.stringMatching(/^error: KRAKEN_USER_ANNA_API_KEY: expected (?!.*key of)/),
    ]);
    expect(idsOf(config)).toEqual(others);
  });

  test.each(['not base64!', 'abc', 'YWJj=ZGVm', 'YWJjZA'])(
    'a secret that is not base64 is never printed: %s',
    (bad) => {
      const config = load({ ...all, KRAKEN_USER_ANNA_API_SECRET: bad });
      expect(messagesOf(config)).toEqual([
        'error: KRAKEN_USER_ANNA_API_SECRET: expected base64 text, exactly as the exchange gave it; anna_one is NOT TRADING',
      ]);
      expect(config.users.map(({ accountId }) => accountId)).toEqual(['anna_one', 'ben']);
      expect(idsOf(config)).toEqual(others);
    },
  );

  test('two accounts that would trade one key: neither does', () => {
    const config = load(all, { 'users/anna2.json': user('anna_two') });
    expect(messagesOf(config)).toEqual(
      ['anna_one', 'anna_two'].map(
        (id) =>
          `error: config/users/anna.json and config/users/anna2.json: credential_name: expected one for each account, each would trade with KRAKEN_USER_ANNA_API_KEY; ${id} is NOT TRADING`,
      ),
    );
    expect(idsOf(config)).toEqual(others);
  });

  test("one key under two names would mix a user's orders with the master's: neither trades, the key is not shown", () => {
    const config = load({ ...all, ...keyPair('USER_ANNA', 'key-of-MASTER') });
    expect(messagesOf(config)).toEqual(
      ['master', 'anna_one'].map(
        (id) =>
          `error: KRAKEN_MASTER_API_KEY and KRAKEN_USER_ANNA_API_KEY: expected different keys, found the same; ${id} is NOT TRADING`,
      ),
    );
    expect(idsOf(config)).toEqual(['ben']);
  });
});

test('a credential that no file uses is named', () => {
  const config = load({
    ...all,
    ...keyPair('USER_GONE'),
    ALPACA_USER_ANNA_API_KEY: 'x',
    KRAKEN_USER_EMPTY_API_KEY: '',
  });
  expect(messagesOf(config)).toEqual(
    ['ALPACA_USER_ANNA_API_KEY', 'KRAKEN_USER_GONE_API_KEY', 'KRAKEN_USER_GONE_API_SECRET'].map(
      (name) => `warning: ${name}: set, but no account's file uses it`,
    ),
  );
});
