import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { supportedExchanges } from '../../config/exchange-names.ts';
import { loadConfig, type LoadedConfig } from '../../config/load-config.ts';
import { configFolder, master, user } from './config-folder.ts';

const load = (files: Readonly<Record<string, unknown>>): LoadedConfig =>
  loadConfig({ configDir: configFolder(files), env: {} });
const idsOf = ({ users }: LoadedConfig) => users.map(({ accountId }) => accountId);
const errorsOf = ({ problems }: LoadedConfig) =>
  problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);

/** Root may read everything: it steps down to `nobody` meanwhile. */
function asOrdinaryUser<T>(act: () => T): T {
  if (process.geteuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}

describe('files of existing deployments', () => {
  const existing = {
    user_id: 'anna_retail_001',
    name: 'Anna',
    account_type: 'retail',
    broker_type: 'kraken',
    enabled: true,
    description: 'first customer',
  };

  test('load unchanged, and everything else has a safe default: no limit is made up', () => {
    const config = load({ 'master.json': master, 'users/anna.json': existing });
    expect(errorsOf(config)).toEqual([]);
    expect(config.users).toEqual([
      {
        accountId: 'anna_retail_001',
        name: 'Anna',
        role: 'user',
        accountType: 'retail',
        exchange: 'kraken',
        enabled: true,
        description: 'first customer',
        credentialName: 'ANNA',
        taskQueue: null,
        sizing: { kind: 'equity-proportional', multiplier: '1' },
        limits: {
          maxPositionUsd: null,
          maxOrderUsd: null,
          maxRiskPerTradePct: null,
          maxDailyLossUsd: null,
          maxDailyTrades: null,
          maxDriftPct: '25',
          stopTradingOnLoss: true,
        },
        maxSlippageBps: null,
        stopLossPct: null,
        takeProfitPct: null,
        trailingStopPct: null,
      },
    ]);
    expect(config.master).toMatchObject({ accountId: 'master', role: 'master', credentialName: 'MASTER' });
  });

  test('may hold an array, beside files with one user', () => {
    const config = load({ 'users/all.json': [existing, user('ben')], 'users/cleo.json': user('cleo') });
    expect(idsOf(config)).toEqual(['anna_retail_001', 'ben', 'cleo']);
  });

  test('may start with the byte order mark of a Windows editor', () => {
    expect(idsOf(load({ 'users/anna.json': `\uFEFF${JSON.stringify(existing)}` }))).toEqual(['anna_retail_001']);
  });
});

test('amounts as text and as numbers become the one canonical text', () => {
  const [account] = load({
    'users/a.json': user('a', {
      sizing: { kind: 'fixed-quote', amount_usd: 100.5 },
      limits: { max_order_usd: '0200.10', max_position_usd: 1e3, max_daily_trades: 0, stop_trading_on_loss: false },
      max_slippage_bps: 25,
      stop_loss_pct: '8.0',
      task_queue: 'account-a',
      credential_name: 'A_1',
    }),
  }).users;
  expect(account).toMatchObject({
    sizing: { kind: 'fixed-quote', amountUsd: '100.5' },
    limits: { maxOrderUsd: '200.1', maxPositionUsd: '1000', maxDailyTrades: 0, stopTradingOnLoss: false },
    maxSlippageBps: 25,
    stopLossPct: '8',
    taskQueue: 'account-a',
    credentialName: 'A_1',
  });
});

describe('one wrong field stops that account alone, with its file, path and expectation', () => {
  const cases: readonly (readonly [title: string, fields: object, message: string])[] = [
    [
      'misspelt limit: not ignored, the loss is not unbounded',
      { limits: { max_dayly_loss_usd: '5' } },
      'limits.max_dayly_loss_usd: unknown field',
    ],
    ['misspelt field', { sizeing: {} }, 'sizeing: unknown field'],
    [
      'negative limit',
      { limits: { max_order_usd: '-1' } },
      'limits.max_order_usd: expected a decimal number of 0 or more, such as "100.50"',
    ],
    [
      'limit in words',
      { limits: { max_order_usd: 'lots' } },
      'limits.max_order_usd: expected a decimal number of 0 or more, such as "100.50"',
    ],
    [
      'limit that is no amount',
      { limits: { max_position_usd: true } },
      'limits.max_position_usd: expected a decimal number of 0 or more, such as "100.50"',
    ],
    [
      'exponent in text',
      { limits: { max_order_usd: '1e3' } },
      'limits.max_order_usd: expected a decimal number of 0 or more, such as "100.50"',
    ],
    [
      'fraction of a trade',
      { limits: { max_daily_trades: 1.5 } },
      'limits.max_daily_trades: expected a whole number from 0 to 1000000',
    ],
    [
      'more than all at risk',
      { limits: { max_risk_per_trade_pct: '101' } },
      'limits.max_risk_per_trade_pct: expected a percentage above 0 and at most 100, such as "2.5"',
    ],
    [
      'sizing without its amount',
      { sizing: { kind: 'fixed-quote' } },
      'sizing.amount_usd: missing, expected a decimal number above 0, such as "100.50"',
    ],
    [
      'unknown sizing',
      { sizing: { kind: 'martingale' } },
      'sizing.kind: expected an object whose kind is "equity-proportional", "fixed-quote" or "percent-of-equity"',
    ],
    [
      'zero multiplier',
      { sizing: { kind: 'equity-proportional', multiplier: 0 } },
      'sizing.multiplier: expected a decimal number above 0, such as "100.50"',
    ],
    [
      'unknown exchange',
      { broker_type: 'mtgox' },
      `broker_type: expected a supported exchange: ${supportedExchanges.map((name) => `"${name}"`).join(', ')}`,
    ],
    ['unknown account type', { account_type: 'whale' }, 'account_type: expected "retail" or "investor"'],
    ['enabled as text', { enabled: 'false' }, 'enabled: expected true or false'],
    [
      'id that is a path',
      { user_id: '../x' },
      'user_id: expected 1 to 64 letters, digits, "_", "-" or ".", beginning with a letter or digit',
    ],
    [
      'credential name in small letters',
      { credential_name: 'anna' },
      'credential_name: expected upper-case letters, digits and "_"',
    ],
  ];
  test.each(cases)('%s', (_title, fields, message) => {
    const config = load({ 'users/bad.json': user('bad', fields), 'users/good.json': user('good') });
    expect(errorsOf(config)).toEqual([`config/users/bad.json: ${message}`]);
    expect(idsOf(config)).toEqual(['good']);
  });

  test('in an array, the place is told by index and the neighbours load', () => {
    const config = load({ 'users/all.json': [user('a'), { ...user('b'), enabled: 1 }, 7, user('d')] });
    expect(errorsOf(config)).toEqual([
      'config/users/all.json: [1].enabled: expected true or false',
      'config/users/all.json: [2]: expected an object with the fields of one account',
    ]);
    expect(config.problems.find(({ message }) => message.includes('[1]'))?.accountId).toBe('b');
    expect(idsOf(config)).toEqual(['a', 'd']);
  });

  test('number too large to be one', () => {
    const config = load({ 'users/a.json': '{"user_id":"a","broker_type":"kraken","limits":{"max_order_usd":1e999}}' });
    expect(errorsOf(config)[0]).toContain('limits.max_order_usd: expected a decimal number');
  });

  test('a wrong master stops no user', () => {
    const config = load({ 'master.json': { broker_type: 'kraken', limits: 5 }, 'users/a.json': user('a') });
    expect(errorsOf(config)).toEqual(['config/master.json: limits: expected an object']);
    expect([config.master, idsOf(config)]).toEqual([null, ['a']]);
  });

  test("another credential name for the master is refused, since its credential's name is fixed", () => {
    const config = load({ 'master.json': { ...master, credential_name: 'BOSS' } });
    expect(errorsOf(config)).toEqual([
      "config/master.json: credential_name: expected none, as the master's credential is always KRAKEN_MASTER_API_KEY",
    ]);
  });
});

describe('files that cannot be read', () => {
  test('malformed JSON is placed by line and column and never quoted: it may hold a key', () => {
    const config = load({
      'users/bad.json': '{\n  "user_id": "x",\n  "api_key" hunter2\n}',
      'users/good.json': user('good'),
    });
    expect(errorsOf(config)).toEqual([
      'config/users/bad.json: expected JSON, line 3 column 13 is wrong (invalid symbol)',
    ]);
    expect(idsOf(config)).toEqual(['good']);
  });

  test.each([
    ['an empty file', '', 'expected JSON, line 1 column 1 is wrong (value expected)'],
    ['a cut-off file', '{"user_id": "a"', 'expected JSON, line 1 column 16 is wrong (close brace expected)'],
    ['a comment', '{} // mine', 'expected JSON, line 1 column 4 is wrong (invalid comment token)'],
  ])('%s', (_title, text, message) => {
    expect(errorsOf(load({ 'users/a.json': text }))).toEqual([`config/users/a.json: ${message}`]);
  });

  test('a folder in place of a file', () => {
    const configDir = configFolder({ 'users/good.json': user('good') });
    mkdirSync(join(configDir, 'users/odd.json'));
    const config = loadConfig({ configDir, env: {} });
    expect(errorsOf(config)).toEqual(['config/users/odd.json: cannot be read: expected a file, found a folder']);
    expect(idsOf(config)).toEqual(['good']);
  });

  test('a file without permission, and one that points at itself', () => {
    const configDir = configFolder({ 'users/good.json': user('good'), 'users/shut.json': user('shut') });
    symlinkSync('loop.json', join(configDir, 'users/loop.json'));
    chmodSync(dirname(configDir), 0o755);
    chmodSync(join(configDir, 'users/shut.json'), 0);
    const config = asOrdinaryUser(() => loadConfig({ configDir, env: {} }));
    expect(errorsOf(config)).toEqual([
      'config/users/loop.json: cannot be read: a symbolic link points at itself',
      'config/users/shut.json: cannot be read: permission denied',
    ]);
    expect(idsOf(config)).toEqual(['good']);
  });

  test('no master: said once, the users load', () => {
    const config = load({ 'users/a.json': user('a') });
    expect(config.problems[0]).toEqual({
      severity: 'warning',
      message: 'config/master.json: not found; without a master nothing is copied, users trade only on their own',
      accountId: null,
    });
    expect(idsOf(config)).toEqual(['a']);
  });

  test('no users folder: said, the master loads', () => {
    const configDir = configFolder({ 'master.json': master });
    rmSync(join(configDir, 'users'), { recursive: true });
    const config = loadConfig({ configDir, env: {} });
    expect(config.problems[0]?.message).toBe(
      'config/users: not found, expected a folder with one JSON file for each user',
    );
    expect(config.master?.accountId).toBe('master');
  });

  test('no configuration folder at all', () => {
    const config = loadConfig({ configDir: '/nowhere/config', env: {} });
    expect(errorsOf(config)).toEqual([
      '/nowhere/config: not found, expected the folder with master.json and users/*.json',
    ]);
  });
});

describe('an id or a task queue used twice', () => {
  test('neither of two users loads, as which limits are meant is unknown; both files are named', () => {
    const config = load({ 'users/a.json': user('same'), 'users/b.json': [user('b'), user('same')] });
    expect(errorsOf(config)).toEqual([
      'config/users/a.json and config/users/b.json [1]: user_id: expected once, "same" is in each',
    ]);
    expect(idsOf(config)).toEqual(['b']);
  });

  test("a user with the master's id does not stop the master", () => {
    const config = load({ 'master.json': master, 'users/m.json': user('master') });
    expect(errorsOf(config)).toEqual([
      'config/master.json and config/users/m.json: user_id: expected once, "master" is in each',
    ]);
    expect([config.master?.accountId, idsOf(config)]).toEqual(['master', []]);
  });

  test('a shared task queue would leave one of the two unserved', () => {
    const config = load({
      'users/a.json': user('a', { task_queue: 'own' }),
      'users/b.json': user('b', { task_queue: 'own' }),
    });
    expect(errorsOf(config)[0]).toBe(
      'config/users/a.json and config/users/b.json: task_queue: expected one for each account, "own" is shared',
    );
    expect(idsOf(config)).toEqual([]);
  });
});
