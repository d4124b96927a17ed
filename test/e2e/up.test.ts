import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AccountStatus } from '../../domain/account-status.ts';
import type { MasterOrderResult } from '../../domain/own-order.ts';
import type { Scorecard } from '../../scripts/scorecard.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { homeAt } from '../../workers/home.ts';
import { isRunning } from '../../workers/process-identity.ts';
import { readLastUp } from '../../workers/running-up.ts';
import { installLockstep, userFile, type Installation, type UpProcess } from '../support/installed-lockstep.ts';
import { until } from '../support/world.ts';

interface Status {
  readonly master: AccountStatus;
  readonly users: readonly AccountStatus[];
}

/** Every process that belongs to this home, by what `up` wrote down. */
const partsOf = ({ home }: Installation) => {
  const up = readLastUp(homeAt(home));
  return [up?.process, up?.temporal?.process, up?.simulator?.process].filter((part) => part != null);
};

describe('against an exchange that KRAKEN_API_URL names', () => {
  let kraken: Simulator;
  let lockstep: Installation;
  let up: UpProcess;
  const secrets: string[] = [];
  const statusOf = async (accountId: string): Promise<AccountStatus | undefined> =>
    (await lockstep.json<Status>('status')).json.users.find((user) => user.accountId === accountId);
  const book = (name: string) => kraken.control.book({ key: `key-${name}` });

  beforeAll(async () => {
    kraken = await startSimulator({ speed: 0 });
    await kraken.control.setPrice('BTC/USD', '50000');
    const env: NodeJS.ProcessEnv = { KRAKEN_API_URL: kraken.url };
    const balances = { master: '100000', alice: '10000', bob: '1', dora: '500', eve: '10000' };
    for (const [name, USD] of Object.entries(balances)) {
      const { key, secret } = await kraken.control.createAccount({ name, key: `key-${name}`, balances: { USD } });
      const who = name === 'master' ? 'MASTER' : `USER_${name.toUpperCase()}`;
      env[`KRAKEN_${who}_API_KEY`] = key;
      env[`KRAKEN_${who}_API_SECRET`] = secret;
      secrets.push(secret);
    }
    await kraken.control.revokeKey('key-eve');
    env['KRAKEN_USER_GHOST_API_KEY'] = 'ghost-key-value';
    env['KRAKEN_USER_GHOST_API_SECRET'] = 'Z2hvc3Qtc2VjcmV0LXZhbHVl';
    lockstep = installLockstep(env);
    lockstep.writeAccount('master.json', {
      user_id: 'master',
      name: 'The master',
      broker_type: 'kraken',
      enabled: true,
    });
    lockstep.writeAccount('users/family.json', [userFile('alice'), userFile('bob')]);
    lockstep.writeAccount('users/keyless.json', userFile('keyless'));
    lockstep.writeAccount('users/dora.json', userFile('dora', { enabled: false }));
    lockstep.writeAccount('users/eve.json', userFile('eve'));
    lockstep.writeAccount('users/broken.json', '{ "user_id": "broken", "name": ');
    lockstep.writeAccount('users/greedy.json', userFile('greedy', { limits: { max_order_usd: '-5' } }));
    up = await lockstep.up();
  }, 120_000);
  afterAll(async () => {
    await lockstep.remove();
    await kraken.close();
  });

  test('ready in spite of broken files, a refused key and missing keys, each named in one line', () => {
    const output = up.output();
    expect(output).toMatch(/broken\.json/);
    expect(output).toMatch(/greedy\.json.*max_order_usd/);
    expect(output).toMatch(/KRAKEN_USER_GHOST_API_KEY/);
    expect(output).toMatch(/keyless/);
    expect(output).not.toMatch(/\n\s+at /);
  });

  test('status tells each account: master first, who is connected, and why not', async () => {
    const { json, code } = await lockstep.json<Status>('status');
    expect(code).toBe(0);
    expect(json.master).toMatchObject({
      accountId: 'master',
      role: 'master',
      mode: 'observe',
      equityUsd: '100000',
      statusWord: 'OBSERVING',
    });
    const words = Object.fromEntries(json.users.map(({ accountId, statusWord }) => [accountId, statusWord]));
    expect(words).toMatchObject({
      alice: 'OBSERVING',
      bob: 'OBSERVING',
      eve: 'NOT CONNECTED',
      keyless: 'NOT TRADING (credentials not set)',
    });
  });

  test('audit reads every account with a key, one dollar and disabled ones too', async () => {
    interface Audit {
      readonly accounts: readonly {
        readonly accountId: string;
        readonly equityUsd: string | null;
        readonly permissions: unknown;
      }[];
      readonly totals: object;
    }
    const { json } = await lockstep.json<Audit>('audit');
    const equities = Object.fromEntries(json.accounts.map(({ accountId, equityUsd }) => [accountId, equityUsd]));
    expect(equities).toMatchObject({ master: '100000', alice: '10000', bob: '1', dora: '500' });
    expect(json.totals).toMatchObject({ usersUsd: '10501', masterUsd: '100000', overallUsd: '110501' });
    expect(json.totals).toMatchObject({ unknown: ['eve', 'keyless'] });
    expect(json.accounts[0]?.permissions).toMatchObject({ trade: true, withdraw: false });
  });

  test('in observe nothing is ever sent; live sends from the next intent; back in observe nothing again', async () => {
    const trade = async (...args: string[]): Promise<Scorecard['accounts'][number] | undefined> => {
      const { json, code } = await lockstep.json<MasterOrderResult>('trade', ...args, '--wait');
      expect(code).toBe(0);
      const { json: scorecard } = await lockstep.json<Scorecard>('intents', json.intentId ?? '');
      expect(scorecard.accounts.map(({ accountId }) => accountId)).toEqual(['alice', 'bob', 'eve', 'keyless']);
      const codes = Object.fromEntries(scorecard.accounts.map(({ accountId, code: why }) => [accountId, why]));
      expect(codes).toMatchObject(
        args[0] === 'buy'
          ? { bob: 'NOTIONAL_BELOW_MINIMUM', keyless: 'CREDENTIALS_MISSING', eve: 'NOT_CONNECTED' }
          : { bob: 'NOTHING_OWNED', keyless: 'CREDENTIALS_MISSING', eve: 'NOTHING_OWNED' },
      );
      return scorecard.accounts.find(({ accountId }) => accountId === 'alice');
    };
    expect(await trade('buy', 'BTC/USD', '--quote', '1000')).toMatchObject({ outcome: 'observed', mode: 'observe' });
    expect(await kraken.control.requests({ endpoint: 'AddOrder' })).toEqual([]);

    expect((await lockstep.run('mode', 'live', 'master', 'alice')).code).toBe(1);
    expect((await lockstep.run('mode', 'live', 'keyless', '--yes')).code).toBe(1);
    expect((await lockstep.run('mode', 'live', 'master', 'alice', '--yes')).code).toBe(0);
    expect(await trade('buy', 'BTC/USD', '--quote', '1000')).toMatchObject({ outcome: 'filled', mode: 'live' });
    expect(await trade('sell', 'BTC/USD', '--fraction', '0.5')).toMatchObject({ outcome: 'filled' });
    expect(await book('alice')).toHaveLength(2);
    expect((await statusOf('alice'))?.positions).toHaveLength(1);

    expect((await lockstep.run('mode', 'observe', 'alice')).stderr).toMatch(/owns/);
    expect(await trade('sell', 'BTC/USD', '--fraction', '1')).toMatchObject({ outcome: 'observed' });
    expect(await book('alice')).toHaveLength(2);
  }, 90_000);

  test('an account sells on its own, and liquidate closes what is left', async () => {
    expect((await lockstep.run('mode', 'live', 'alice', '--yes')).code).toBe(0);
    expect((await lockstep.run('liquidate', 'alice', '--yes')).code).toBe(0);
    expect((await statusOf('alice'))?.positions).toEqual([]);
    const { json } = await lockstep.json<{ order: { outcome: string } }>(
      'trade',
      'buy',
      'BTC/USD',
      '--quote',
      '100',
      '--account',
      'alice',
    );
    expect(json.order.outcome).toBe('filled');
  }, 60_000);

  test('an external intent: refused by path, taken once, a duplicate the second time', async () => {
    const file = join(lockstep.configDir, '..', 'intent.json');
    const write = (content: object): void => {
      lockstep.writeAccount('../intent.json', content);
    };
    const intent = {
      intentId: 'external-1',
      symbol: 'BTC/USD',
      side: 'buy',
      kind: 'entry',
      masterFill: { quantity: '0.05', averagePrice: '50000' },
      masterEquityBefore: '30000',
      occurredAtMs: Date.now(),
    };
    write({ ...intent, masterFill: { quantity: '-1', averagePrice: '50000' }, extra: 1 });
    const refused = await lockstep.run('intent', file);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/masterFill\.quantity/);
    expect(refused.stderr).toMatch(/extra/);
    write(intent);
    expect((await lockstep.json('intent', file)).code).toBe(0);
    expect((await lockstep.json<object>('intent', file)).json).toEqual({ duplicate: true });
    expect((await lockstep.run('intent', join(lockstep.configDir, 'nothing.json'))).code).toBe(1);
  }, 60_000);

  test('killed and started again it goes on with the same accounts, modes and positions', async () => {
    const before = await statusOf('alice');
    expect(before?.positions).toHaveLength(1);
    await up.end('SIGKILL');
    up = await lockstep.up();
    const after = await statusOf('alice');
    expect([after?.mode, after?.positions, after?.tradesCopied]).toEqual([
      before?.mode,
      before?.positions,
      before?.tradesCopied,
    ]);
  }, 90_000);

  test('SIGTERM drains and leaves no process; the scorecards stay readable; no secret in any file', async () => {
    const parts = partsOf(lockstep);
    expect(parts.length).toBeGreaterThanOrEqual(2);
    expect(await up.end('SIGTERM')).toBe(0);
    expect(parts.filter(isRunning)).toEqual([]);
    expect((await lockstep.run('status')).code).toBe(1);
    expect((await lockstep.json<{ intents: unknown[] }>('intents')).json.intents.length).toBeGreaterThan(3);
    const files = readdirSync(lockstep.home).map((file) => readFileSync(join(lockstep.home, file), 'latin1'));
    expect(files.length).toBeGreaterThan(2);
    expect(secrets.filter((secret) => files.some((text) => text.includes(secret)))).toEqual([]);
    expect(files.some((text) => text.includes('alice'))).toBe(true);
  }, 60_000);
});

describe('up --simulator', () => {
  let lockstep: Installation | null = null;
  afterEach(async () => {
    await lockstep?.remove();
  });

  test('--once makes one demo trade, prints its scorecard, ends with 0 and leaves nothing', async () => {
    lockstep = installLockstep();
    lockstep.writeAccount('master.json', { user_id: 'master', broker_type: 'kraken' });
    lockstep.writeAccount('users/one.json', userFile('one'));
    lockstep.writeAccount('users/far.json', userFile('far', { broker_type: 'alpaca' }));
    const { code, stdout } = await lockstep.run(
      'up',
      '--simulator',
      '--once',
      '--temporal-port',
      '0',
      '--ui-port',
      '0',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ready$/m);
    expect(stdout).toMatch(/one .*observed/);
    expect(stdout).toMatch(/far .*NOT TRADING/);
    expect(existsSync(homeAt(lockstep.home).upFile)).toBe(false);
    const { home } = lockstep;
    await until(() => Promise.resolve(partsOf({ home } as Installation).every((part) => !isRunning(part))));
  }, 90_000);

  test('an account with a task queue of its own is served by its own worker alone', async () => {
    const kraken = await startSimulator({ speed: 0 });
    await kraken.control.setPrice('BTC/USD', '50000');
    const { key, secret } = await kraken.control.createAccount({ name: 'vip', balances: { USD: '5000' } });
    const keys = { KRAKEN_USER_VIP_API_KEY: key, KRAKEN_USER_VIP_API_SECRET: secret };
    lockstep = installLockstep({ KRAKEN_API_URL: kraken.url });
    lockstep.writeAccount('users/vip.json', userFile('vip', { task_queue: 'vip-only' }));
    await lockstep.up();
    expect(await kraken.control.requests({ key })).toEqual([]);
    const worker = lockstep.spawn(['worker', '--account', 'vip'], keys);
    const statusOf = async () => (await lockstep?.json<Status>('status'))?.json.users[0];
    await until(async () => (await statusOf())?.connection === 'connected', 60_000);
    expect(await statusOf()).toMatchObject({ accountId: 'vip', equityUsd: '5000' });
    expect(await worker.end('SIGTERM')).toBe(0);
    await kraken.close();
  }, 120_000);

  test('a second up on the same home is refused and names the first', async () => {
    lockstep = installLockstep();
    lockstep.writeAccount('master.json', { user_id: 'master', broker_type: 'kraken' });
    const first = await lockstep.up('--simulator');
    const second = await lockstep.run('up', '--simulator');
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`pid ${first.pid}`);
  }, 90_000);
});
