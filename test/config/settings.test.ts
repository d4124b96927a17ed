import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../config/environment.ts';
import { readSettings } from '../../config/settings.ts';

describe('defaults', () => {
  test('everything kept is in the project, binaries are not', () => {
    const { cacheDir, ...settings } = readSettings({}, '/project');
    expect(settings).toEqual({
      home: '/project/.lockstep',
      configDir: '/project/config',
      databaseUrl: 'file:/project/.lockstep/journal.db',
      exchangeUrls: {},
      cleanObservations: 5,
      api: { host: '127.0.0.1', port: null, tls: null, trustProxy: null, publicOrigin: null },
      webhookSecret: null,
    });
    expect(cacheDir).not.toContain('/project');
    expect(cacheDir).toContain('lockstep');
  });

  test('relative paths start from the project, and the database follows the home', () => {
    const env = { LOCKSTEP_HOME: 'h', LOCKSTEP_CACHE: '/c', LOCKSTEP_CONFIG_DIR: '../k' };
    expect(readSettings(env, '/project')).toMatchObject({
      home: '/project/h',
      cacheDir: '/c',
      configDir: '/k',
      databaseUrl: 'file:/project/h/journal.db',
    });
  });
});

describe('the database', () => {
  test.each([
    ['file:data.db', 'file:/project/data.db'],
    ['file:/data/my journal.db', 'file:/data/my journal.db'],
    ['file:///data/j.db', 'file:/data/j.db'],
    ['postgres://u:p@db/lockstep', 'postgres://u:p@db/lockstep'],
    ['postgresql://db/lockstep', 'postgresql://db/lockstep'],
  ])('%s', (given, url) => {
    expect(readSettings({ LOCKSTEP_DATABASE_URL: given }, '/project').databaseUrl).toBe(url);
  });

  test.each(['mysql://u:hunter2@db/x', 'data.db', 'file:', 'postgres://'])(
    '%s is refused without repeating it',
    (given) => {
      expect(() => readSettings({ LOCKSTEP_DATABASE_URL: given })).toThrow(
        /^LOCKSTEP_DATABASE_URL: expected file:<path> or postgres:[^2]*$/,
      );
    },
  );
});

describe('the base URL of an exchange: no order leaves this machine by mistake', () => {
  const urlOf = (url: string, more = {}) => readSettings({ KRAKEN_API_URL: url, ...more }).exchangeUrls.kraken;

  test.each([
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['https://127.8.9.10/kraken/', 'https://127.8.9.10/kraken'],
    ['http://[::1]:9', 'http://[::1]:9'],
    ['http://127.1:8080', 'http://127.0.0.1:8080'],
  ])('%s is taken', (given, url) => {
    expect(urlOf(given)).toBe(url);
  });

  test('unset or empty is the exchange itself', () => {
    expect(urlOf(' ')).toBeUndefined();
  });

  test('every exchange has its own', () => {
    const names = ['kraken', 'binance', 'coinbase', 'alpaca'] as const;
    const env = Object.fromEntries(
      names.map((name, at) => [`${name.toUpperCase()}_API_URL`, `http://127.0.0.1:${at}`]),
    );
    expect(readSettings(env).exchangeUrls).toEqual(
      Object.fromEntries(names.map((name, at) => [name, `http://127.0.0.1:${at}`])),
    );
  });

  test.each([
    'http://api.example.com',
    'http://10.0.0.1:80',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1@example.com:80',
    'http://0.0.0.0',
    'http://[::]',
    'http://[::ffff:10.0.0.1]',
    'http://128.0.0.1',
  ])('%s is refused', (given) => {
    expect(() => urlOf(given)).toThrow(/^KRAKEN_API_URL: expected/);
  });

  test.each([
    'ws://127.0.0.1',
    'file:///etc',
    '127.0.0.1:8080',
    'http://',
    'http://127.0.0.1/?a=1',
    'http://me:hunter2@127.0.0.1',
  ])('%s is no base URL, with remote ones allowed or not', (given) => {
    expect(() => urlOf(given, { LOCKSTEP_ALLOW_REMOTE_API_URL: 'true' })).toThrow(
      /^KRAKEN_API_URL: expected(?!.*hunter2)/,
    );
  });

  test('a remote one is taken only when exactly allowed', () => {
    expect(urlOf('https://api.example.com', { LOCKSTEP_ALLOW_REMOTE_API_URL: 'true' })).toBe('https://api.example.com');
    expect(() => urlOf('https://api.example.com', { LOCKSTEP_ALLOW_REMOTE_API_URL: 'yes' })).toThrow(
      'LOCKSTEP_ALLOW_REMOTE_API_URL: expected true or false',
    );
    expect(() => urlOf('https://api.example.com', { LOCKSTEP_ALLOW_REMOTE_API_URL: 'false' })).toThrow(
      'KRAKEN_API_URL: expected an address of this machine (localhost, 127.0.0.1, [::1]), found api.example.com; LOCKSTEP_ALLOW_REMOTE_API_URL=true allows others',
    );
  });
});

describe('clean observations before live', () => {
  const asked = (text: string) => readSettings({ LOCKSTEP_CLEAN_OBSERVATIONS: text }).cleanObservations;

  test.each([
    ['12', 12],
    [' 0 ', 0],
    ['', 5],
  ])('%j is %i', (text, number) => {
    expect(asked(text)).toBe(number);
  });

  test.each(['-1', '1.5', 'five', '1e3', '9999999'])('%s is refused', (text) => {
    expect(() => asked(text)).toThrow(/^LOCKSTEP_CLEAN_OBSERVATIONS: expected a whole number from 0 to 999999/);
  });
});

describe('.env', () => {
  const projectDir = (): string => {
    const dir = mkdtempSync(join(tmpdir(), 'lockstep-env-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    return dir;
  };

  test('fills what the environment leaves unset; what is really set wins', () => {
    const dir = projectDir();
    writeFileSync(join(dir, '.env'), '# mine\nKRAKEN_MASTER_API_KEY="from file"\nLOCKSTEP_HOME=there\n');
    expect(readEnvironment({ projectDir: dir, env: { LOCKSTEP_HOME: 'here' } })).toEqual({
      env: { KRAKEN_MASTER_API_KEY: 'from file', LOCKSTEP_HOME: 'here' },
      problems: [],
    });
  });

  test('none is fine', () => {
    expect(readEnvironment({ projectDir: projectDir(), env: { A: '1' } })).toEqual({ env: { A: '1' }, problems: [] });
  });

  test('one that cannot be read is told and stops nothing', () => {
    const dir = projectDir();
    mkdirSync(join(dir, '.env'));
    const { env, problems } = readEnvironment({ projectDir: dir, env: { A: '1' } });
    expect(env).toEqual({ A: '1' });
    expect(problems.map(({ message }) => message)).toEqual(['.env: cannot be read: expected a file, found a folder']);
  });
});
