import { describe, expect, test } from 'vitest';
import { credentialText } from '../../config/credential-text.ts';
import { LockstepRefusal } from '../../server/lockstep.ts';
import { accountParts, type AccountParts } from './account-parts.ts';
import { serve, serving } from './serve.ts';

serving();

const served = ({ directory, vault }: AccountParts) => ({ directory, vault });

const carl = { user_id: 'carl', broker_type: 'kraken', limits: { max_order_usd: '50' } };
const create = { entry: carl };

describe('making an account', () => {
  test('it is kept, and runs at once as it was described', async () => {
    const parts = accountParts();
    const { ask, lockstep } = await serve('owner', served(parts));
    // The port of these tests knows ann and bob alone.
    const { status } = await ask('POST', '/api/accounts', create);
    expect(status).toBe(404);
    const { users } = await parts.load();
    const made = users.find(({ accountId }) => accountId === 'carl');
    expect(made).toMatchObject({ role: 'user', credentialName: 'CARL', limits: { maxOrderUsd: '50' } });
    expect(lockstep.calls.at(-1)).toEqual(['configure', 'carl', made]);
  });

  test.each([
    [{ entry: { ...carl, limits: { max_ordr_usd: '50' } } }, 'entry.limits.max_ordr_usd'],
    [{ entry: { ...carl, limits: { max_order_usd: '-1' } } }, 'entry.limits.max_order_usd'],
    [{ entry: { ...carl, user_id: '../carl' } }, 'entry.user_id'],
    [{ entry: { ...carl, broker_type: 'nowhere' } }, 'entry.broker_type'],
    [{ entry: carl, role: 'master' }, 'role'],
  ])('a mistake is told by its path, and nothing is made: %j', async (body, path) => {
    const parts = accountParts();
    const { ask, lockstep } = await serve('owner', served(parts));
    const { status, json } = await ask('POST', '/api/accounts', body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { issues: [{ path }] } });
    expect(await parts.entries.list()).toEqual([]);
    expect(lockstep.calls).toEqual([]);
  });

  test('an account of a file is not taken over', async () => {
    const parts = accountParts();
    const { ask } = await serve('owner', served(parts));
    const { status, json } = await ask('POST', '/api/accounts', { entry: { ...carl, user_id: 'ann' } });
    expect(status).toBe(409);
    expect(json).toEqual({ error: { message: 'there is an account ann already' } });
  });

  test('another account must not lose its key or its worker: what would is refused', async () => {
    const parts = accountParts();
    parts.writeUser('ann', { task_queue: 'annas' });
    const { ask } = await serve('owner', served(parts));
    for (const claim of [{ credential_name: 'ANN' }, { task_queue: 'annas' }]) {
      const { status, json } = await ask('POST', '/api/accounts', { entry: { ...carl, ...claim } });
      expect(status).toBe(409);
      expect(json).toMatchObject({
        error: { message: expect.stringContaining(Object.keys(claim)[0] ?? '') as string },
      });
    }
    expect(await parts.entries.list()).toEqual([]);
  });

  test('members make and delete none, their own neither', async () => {
    const { ask, lockstep } = await serve('ann', served(accountParts()));
    expect((await ask('POST', '/api/accounts', create)).status).toBe(403);
    expect((await ask('DELETE', '/api/accounts/ann', { confirm: 'ann', positions: 'leave' })).status).toBe(403);
    expect(lockstep.calls).toEqual([]);
  });
});

describe('changing an account', () => {
  test('a limit holds at once and after a restart; what is not named stays', async () => {
    const parts = accountParts();
    const { ask, lockstep } = await serve('ann', served(parts));
    const { status } = await ask('PATCH', '/api/accounts/ann', { limits: { max_order_usd: '25.50' } });
    expect(status).toBe(200);
    const ann = (await parts.load()).users.find(({ accountId }) => accountId === 'ann');
    expect(ann).toMatchObject({ name: 'Ann', credentialName: 'ANN' });
    expect(ann?.limits).toMatchObject({ maxOrderUsd: '25.5', maxDailyTrades: 20 });
    expect(lockstep.calls).toEqual([['configure', 'ann', ann]]);
  });

  test('changes at once are all kept', async () => {
    const parts = accountParts();
    const { ask } = await serve('owner', served(parts));
    const changes = [
      { limits: { max_order_usd: '1' } },
      { limits: { max_daily_trades: null } },
      { stop_loss_pct: '5' },
      { sizing: { kind: 'fixed-quote', amount_usd: '30' } },
      { name: 'Anna' },
    ];
    await Promise.all(changes.map((change) => ask('PATCH', '/api/accounts/ann', change)));
    const ann = (await parts.load()).users.find(({ accountId }) => accountId === 'ann');
    expect(ann).toMatchObject({
      name: 'Anna',
      stopLossPct: '5',
      sizing: { kind: 'fixed-quote', amountUsd: '30' },
      limits: { maxOrderUsd: '1', maxDailyTrades: null },
    });
  });

  test('the master stays the master', async () => {
    const parts = accountParts();
    const { ask } = await serve('owner', served(parts));
    expect((await ask('PATCH', '/api/accounts/master', { name: 'Chief' })).status).toBe(200);
    const { master, users } = await parts.load();
    expect(master).toMatchObject({ accountId: 'master', name: 'Chief', role: 'master' });
    expect(users.map(({ accountId }) => accountId)).toEqual(['ann', 'bob']);
  });

  test.each([
    [{ limits: { max_order_usd: 'lots' } }, 'limits.max_order_usd'],
    [{ limits: { max_orders: '1' } }, 'limits.max_orders'],
    [{ broker_type: 'binance' }, 'broker_type'],
    [{ user_id: 'carl' }, 'user_id'],
    [{ stop_loss_pct: '101' }, 'stop_loss_pct'],
    [{}, ''],
  ])('a mistake is told by its path, and nothing changes: %j', async (body, path) => {
    const parts = accountParts();
    const { ask, lockstep } = await serve('owner', served(parts));
    const { status, json } = await ask('PATCH', '/api/accounts/ann', body);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      error: { issues: expect.arrayContaining([expect.objectContaining({ path })]) as object[] },
    });
    expect(await parts.entries.list()).toEqual([]);
    expect(lockstep.calls).toEqual([]);
  });

  test('a member changes how its own account trades, and no other account', async () => {
    const parts = accountParts();
    const { ask } = await serve('ann', served(parts));
    const changes = {
      name: 'Anna',
      description: 'Saves for a boat',
      sizing: { kind: 'percent-of-equity', percent: '2' },
      limits: { max_order_usd: '1' },
      max_slippage_bps: 20,
      stop_loss_pct: '5',
      take_profit_pct: '150',
      trailing_stop_pct: null,
    };
    expect((await ask('PATCH', '/api/accounts/bob', changes)).status).toBe(403);
    expect(await parts.entries.list()).toEqual([]);
    const { status, text } = await ask('PATCH', '/api/accounts/ann', changes);
    expect(status).toBe(200);
    // Temporal's own page tells of everybody.
    expect(text).not.toContain('8233');
    const ann = (await parts.load()).users.find(({ accountId }) => accountId === 'ann');
    expect(ann).toMatchObject({
      name: 'Anna',
      description: 'Saves for a boat',
      sizing: { kind: 'percent-of-equity', percent: '2' },
      limits: { maxOrderUsd: '1', maxDailyTrades: 20 },
      maxSlippageBps: 20,
      stopLossPct: '5',
      takeProfitPct: '150',
      trailingStopPct: null,
    });
  });

  test.each(['broker_type', 'user_id', 'role', 'account_type', 'credential_name', 'task_queue', 'enabled'])(
    'a member must not trade as somebody else or elsewhere: %s stays',
    async (field) => {
      const parts = accountParts();
      const { ask, lockstep } = await serve('ann', served(parts));
      const { status, json } = await ask('PATCH', '/api/accounts/ann', { name: 'Anna', [field]: 'binance' });
      expect([status, json]).toMatchObject([400, { error: { issues: [{ path: field, message: 'unknown field' }] } }]);
      expect(await parts.entries.list()).toEqual([]);
      expect(lockstep.calls).toEqual([]);
    },
  );

  test('one that is saved and not in effect yet is told as that', async () => {
    const parts = accountParts();
    const { ask, lockstep } = await serve('owner', served(parts));
    lockstep.failNext(new LockstepRefusal('unavailable', 'no worker'));
    const { status, json } = await ask('PATCH', '/api/accounts/ann', { limits: { max_order_usd: '1' } });
    expect([status, json]).toEqual([503, { error: { message: 'saved, and not in effect yet: no worker' } }]);
    expect(await parts.entries.list()).toHaveLength(1);
  });

  test.each(['owner', 'ann'] as const)('disabled and enabled again by %s', async (who) => {
    const parts = accountParts();
    const { ask, lockstep } = await serve(who, served(parts));
    for (const [word, enabled] of [
      ['disable', false],
      ['enable', true],
    ] as const) {
      const { status, json } = await ask('POST', `/api/accounts/ann/${word}`);
      expect([status, json]).toMatchObject([200, who === 'ann' ? { uiUrl: null } : { accountId: 'ann' }]);
      expect(lockstep.calls.at(-1)).toMatchObject(['configure', 'ann', { enabled }]);
      expect((await parts.load()).users[0]).toMatchObject({ accountId: 'ann', enabled });
    }
  });

  test('a member ends no other account', async () => {
    const parts = accountParts();
    const { ask, lockstep } = await serve('ann', served(parts));
    for (const word of ['disable', 'enable']) expect((await ask('POST', `/api/accounts/bob/${word}`)).status).toBe(403);
    expect(lockstep.calls).toEqual([]);
    expect(await parts.entries.list()).toEqual([]);
  });
});

test('an entry that is wrong by now is told, and the file holds: nobody trades with limits that nobody set', async () => {
  const parts = accountParts();
  const wrong = { user_id: 'ann', broker_type: 'kraken', limits: { max_order_usd: 'many' } };
  await parts.entries.put({ accountId: 'ann', role: 'user', entry: wrong });
  await parts.entries.put({ accountId: 'carl', role: 'user', entry: { ...carl, surprise: 1 } });
  const { users, problems } = await parts.load();
  expect(users.map(({ accountId, limits }) => [accountId, limits.maxOrderUsd])).toEqual([
    ['ann', '200'],
    ['bob', null],
  ]);
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  expect(errors).toEqual([
    expect.stringMatching(
      /^ann, as edited in the browser: limits\.max_order_usd: expected .*; .*users\/ann\.json holds$/,
    ),
    'carl, as edited in the browser: surprise: unknown field; carl is NOT TRADING',
  ]);
});

describe('deleting an account', () => {
  const made = { accountId: 'ann', role: 'user', entry: { ...carl, user_id: 'ann' } } as const;
  /** `ann` without a file. */
  const onlyStored = async () => {
    const parts = accountParts();
    await parts.entries.put({ ...made, accountId: 'carl', entry: carl });
    await parts.vault.put('carl', credentialText('key-of-carl-123', 'c2VjcmV0'));
    return parts;
  };

  test('one with a file is refused: it would come back with the next start', async () => {
    const parts = accountParts();
    await parts.entries.put(made);
    const { ask, lockstep } = await serve('owner', served(parts));
    const { status, json } = await ask('DELETE', '/api/accounts/ann', { confirm: 'ann', positions: 'leave' });
    expect(status).toBe(409);
    expect(json).toEqual({
      error: { message: 'a file describes ann: disable it here, or delete it in its file' },
    });
    expect(lockstep.calls).toEqual([]);
    expect(await parts.entries.list()).toEqual([made]);
  });

  test('what it owns must not be forgotten: one that does not stop stays, with its key', async () => {
    const parts = await onlyStored();
    const { ask, lockstep } = await serve('owner', served(parts));
    lockstep.failNext(new LockstepRefusal('refused', 'carl: not everything was sold, it still owns 1 BTC/USD'));
    const { status } = await ask('DELETE', '/api/accounts/carl', { confirm: 'carl', positions: 'liquidate' });
    expect(status).toBe(409);
    expect(lockstep.calls).toEqual([['stop', 'carl', true]]);
    expect(await parts.entries.list()).toHaveLength(1);
    expect(await parts.vault.masked('carl')).not.toBeNull();
  });

  test('it ends and is gone with its key', async () => {
    const parts = await onlyStored();
    const { ask, lockstep } = await serve('owner', served(parts));
    lockstep.stop = async (...given) => {
      lockstep.calls.push(['stop', ...given]);
      return null as never;
    };
    const { status, json } = await ask('DELETE', '/api/accounts/carl', { confirm: 'carl', positions: 'leave' });
    expect([status, json]).toEqual([200, { deleted: 'carl' }]);
    expect(lockstep.calls).toEqual([['stop', 'carl', false]]);
    expect(await parts.entries.list()).toEqual([]);
    expect(await parts.vault.masked('carl')).toBeNull();
  });

  test('not without the id once more', async () => {
    const parts = await onlyStored();
    const { ask, lockstep } = await serve('owner', served(parts));
    const { status } = await ask('DELETE', '/api/accounts/carl', { confirm: 'karl', positions: 'leave' });
    expect(status).toBe(400);
    expect(lockstep.calls).toEqual([]);
  });
});
