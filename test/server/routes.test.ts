import { describe, expect, test } from 'vitest';
import { LockstepRefusal } from '../../server/lockstep.ts';
import { serve, serving, type Asking } from './serve.ts';

serving();

const order = { orderId: 'o1', symbol: 'BTC/USD', side: 'buy', size: { kind: 'quote', amount: '100' } };
const asked = { ...order, requestedAtMs: expect.any(Number) as number };
const exit = { intentId: 'x1', symbol: 'BTC/USD', kind: 'exit', side: 'sell', exitFraction: '0.5', occurredAtMs: 5 };
const settled = {
  clientOrderId: 'c1',
  verdict: 'filled',
  exchangeOrderId: 'e1',
  filledQuantity: '0.5',
  averagePrice: '100',
};

/** Method, path, a good body, what Lockstep is asked then. */
const changes: [string, string, object | undefined, unknown[]][] = [
  ['PUT', '/accounts/ann/mode', { mode: 'observe' }, ['setMode', 'ann', 'observe', false]],
  [
    'PUT',
    '/accounts/ann/mode',
    { mode: 'live', confirm: 'ann', allowWithdrawPermission: true },
    ['setMode', 'ann', 'live', true],
  ],
  ['PUT', '/accounts/ann/state', { tradingState: 'exit-only' }, ['setTradingState', 'ann', 'exit-only']],
  ['POST', '/accounts/ann/start', undefined, ['start', 'ann']],
  ['POST', '/accounts/ann/stop', { liquidate: true }, ['stop', 'ann', true]],
  ['POST', '/accounts/ann/liquidate', { confirm: 'ann' }, ['liquidate', 'ann']],
  ['POST', '/accounts/ann/verify', {}, ['refresh', 'ann']],
  ['POST', '/accounts/ann/refresh', undefined, ['refresh', 'ann']],
  ['POST', '/accounts/ann/orders', order, ['tradeAlone', 'ann', asked]],
  ['POST', '/accounts/ann/resolve', settled, ['resolve', 'ann', settled]],
  ['POST', '/trade', order, ['trade', asked]],
  ['POST', '/preview', order, ['preview', asked]],
  ['PUT', '/copying', { on: false }, ['setCopying', false]],
  ['PUT', '/global-state', { tradingState: 'halted' }, ['setGlobalState', 'halted']],
  [
    'PUT',
    '/global-limits',
    { maxExposureUsd: '5000', maxDailyLossUsd: null },
    ['setGlobalLimits', { maxExposureUsd: '5000', maxDailyLossUsd: null }],
  ],
  ['POST', '/intents', exit, ['submitIntent', { ...exit, masterFill: null, masterEquityBefore: null }]],
];

describe('changes', () => {
  test.each(changes)('%s %s %j', async (method, path, body, call) => {
    const { ask, lockstep } = await serve('owner');
    const { status } = await ask(method, `/api${path}`, body);
    expect(status).toBe(200);
    expect(lockstep.calls).toEqual([call]);
  });

  test.each(changes)('%s %s refuses an unknown field beside %j', async (method, path, body) => {
    const { ask, lockstep } = await serve('owner');
    const { status, json } = await ask(method, `/api${path}`, { ...body, surprise: 1 });
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { issues: [{ path: 'surprise', message: 'unknown field' }] } });
    expect(lockstep.calls).toEqual([]);
  });

  test.each(changes.filter(([, path]) => path.startsWith('/accounts/')))(
    '%s %s of an account that nobody has: 404',
    async (method, path, body) => {
      const { ask } = await serve('owner');
      const elsewhere = body !== undefined && 'confirm' in body ? { ...body, confirm: 'nobody' } : body;
      const { status, json } = await ask(method, `/api${path.replace('ann', 'nobody')}`, elsewhere);
      expect(status).toBe(404);
      expect(json).toEqual({ error: { message: 'no account nobody' } });
    },
  );

  test('an order without an id gets its own: two of them are two orders', async () => {
    const { ask, lockstep } = await serve('owner');
    const { orderId: _, ...anonymous } = order;
    await ask('POST', '/api/trade', anonymous);
    await ask('POST', '/api/trade', anonymous);
    const ids = lockstep.calls.map(([, request]) => (request as { orderId: string }).orderId);
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('wrong input is told by its path, and nothing is done', () => {
  test.each<[string, string, unknown, string]>([
    ['PUT', '/accounts/ann/mode', { mode: 'LIVE' }, 'mode'],
    ['PUT', '/accounts/ann/mode', { mode: 'live', confirm: 7 }, 'confirm'],
    ['PUT', '/accounts/ann/mode', { mode: 'observe', allowWithdrawPermission: 'yes' }, 'allowWithdrawPermission'],
    ['PUT', '/accounts/ann/state', { tradingState: 1 }, 'tradingState'],
    ['POST', '/accounts/ann/stop', {}, 'liquidate'],
    ['POST', '/accounts/ann/orders', { ...order, side: 'hold' }, 'side'],
    ['POST', '/accounts/ann/orders', { ...order, symbol: 'btc' }, 'symbol'],
    ['POST', '/accounts/ann/orders', { ...order, orderId: 'a b' }, 'orderId'],
    ['POST', '/accounts/ann/orders', { ...order, size: { kind: 'quote', amount: '-1' } }, 'size.amount'],
    ['POST', '/accounts/ann/orders', { ...order, size: { kind: 'quote', amount: '1', more: 1 } }, 'size.more'],
    ['POST', '/accounts/ann/orders', { ...order, size: { kind: 'all' } }, 'size.kind'],
    ['POST', '/accounts/ann/orders', { ...order, size: { kind: 'fraction', fraction: '1' } }, 'size.kind'],
    ['POST', '/accounts/ann/resolve', { ...settled, filledQuantity: '1e' }, 'filledQuantity'],
    ['POST', '/accounts/ann/resolve', { clientOrderId: 'c1', verdict: 'maybe' }, 'verdict'],
    ['POST', '/trade', { ...order, size: 100 }, 'size'],
    ['PUT', '/copying', { on: 'no' }, 'on'],
    ['PUT', '/global-state', {}, 'tradingState'],
    ['PUT', '/global-limits', { maxExposureUsd: null }, 'maxDailyLossUsd'],
    ['POST', '/intents', { ...exit, exitFraction: '2' }, 'exitFraction'],
    ['GET', '/trades?limit=0', undefined, 'limit'],
    ['GET', '/trades?limit=5&limit=6', undefined, 'limit'],
    ['GET', '/trades?most=5', undefined, 'most'],
    ['GET', '/report?from=yesterday', undefined, 'from'],
    ['GET', '/accounts/ann/candles?symbol=BTC&interval=1h', undefined, 'symbol'],
    ['GET', '/accounts/ann/candles?symbol=BTC/USD&interval=1m', undefined, 'interval'],
    ['GET', '/accounts/ann/candles?symbol=BTC/USD&interval=1h&limit=1', undefined, 'limit'],
    ['GET', '/accounts/a%20b', undefined, 'id'],
    ['GET', '/accounts/..%2F..%2Fetc', undefined, 'id'],
  ])('%s %s %j: %s', async (method, path, body, wrong) => {
    const { ask, lockstep } = await serve('owner');
    const { status, json } = await ask(method, `/api${path}`, body);
    const { error } = json as { error: { message: string; issues: { path: string; message: string }[] } };
    expect(status).toBe(400);
    expect(error.issues.map((issue) => issue.path)).toEqual([wrong]);
    expect(error.message).toMatch(new RegExp(`^${wrong}: (unknown field|.*expected|a fraction)`));
    expect(lockstep.calls).toEqual([]);
  });

  test.each([
    ['PUT', '/accounts/ann/mode', { mode: 'live' }],
    ['PUT', '/accounts/ann/mode', { mode: 'live', confirm: 'bob' }],
    ['POST', '/accounts/ann/liquidate', { confirm: 'bob' }],
  ])('%s %s %j: real money moves for the account meant alone', async (method, path, body) => {
    const { ask, lockstep } = await serve('owner');
    const { status, json } = await ask(method, `/api${path}`, body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { issues: [{ path: 'confirm' }] } });
    expect(lockstep.calls).toEqual([]);
  });

  test.each<[string, number, Asking]>([
    ['no JSON', 400, { raw: '{"on":', headers: { 'content-type': 'application/json' } }],
    ['another kind of body', 415, { raw: 'on=true', headers: { 'content-type': 'text/plain' } }],
    ['a form of another site', 415, { raw: new URLSearchParams({ on: 'true' }) }],
    ['a list', 400, { raw: '[]', headers: { 'content-type': 'application/json' } }],
    ['nothing', 400, {}],
    ['empty JSON', 400, { raw: '', headers: { 'content-type': 'application/json' } }],
    ['a poisoned object', 400, { raw: '{"__proto__":{"on":true}}', headers: { 'content-type': 'application/json' } }],
    [
      'too large a body',
      413,
      { raw: `{"on":"${'x'.repeat(70_000)}"}`, headers: { 'content-type': 'application/json' } },
    ],
  ])('%s: %i', async (_, expectedStatus, init) => {
    const { ask, lockstep } = await serve('owner');
    const { status, json } = await ask('PUT', '/api/copying', undefined, init);
    expect(status).toBe(expectedStatus);
    expect(json).toMatchObject({ error: { message: expect.stringMatching(/^.{5,120}$/) as string } });
    expect(lockstep.calls).toEqual([]);
  });
});

describe('what Lockstep refuses', () => {
  test.each([
    ['not-found', 404],
    ['refused', 409],
    ['unavailable', 503],
  ] as const)('%s: %i, in its words on one line', async (kind, expectedStatus) => {
    const { ask, lockstep } = await serve('owner');
    lockstep.failNext(new LockstepRefusal(kind, 'because\nso'));
    const { status, json } = await ask('POST', '/api/accounts/ann/start');
    expect([status, json]).toEqual([expectedStatus, { error: { message: 'because so' } }]);
  });

  test('a fault: neither its text nor a stack trace is told', async () => {
    const { ask, lockstep } = await serve('owner');
    lockstep.failNext(new TypeError('hunter2 is undefined'));
    const { status, text } = await ask('GET', '/api/accounts');
    expect(status).toBe(500);
    expect(text).toBe('{"error":{"message":"something went wrong in Lockstep: its log tells what"}}');
  });
});

describe('reads', () => {
  test.each<[string, unknown[]]>([
    ['/accounts/ann/rehearsal', ['rehearsal', 'ann']],
    [
      '/accounts/ann/report?from=2026-01-01&to=2026-02-01',
      ['report', ['ann'], { from: '2026-01-01', to: '2026-02-01' }],
    ],
    ['/accounts/ann/candles?symbol=BTC%2FUSD&interval=1h', ['candles', 'ann', 'BTC/USD', '1h']],
    ['/report?from=2026-01-01T10:00:00Z', ['report', null, { from: '2026-01-01T10:00:00Z', to: null }]],
    ['/audit', ['audit']],
    ['/trades?limit=7', ['intents', 7]],
    ['/trades', ['intents', 50]],
  ])('%s', async (path, call) => {
    const { ask, lockstep } = await serve('owner');
    expect((await ask('GET', `/api${path}`)).status).toBe(200);
    expect(lockstep.calls).toEqual([call]);
  });

  test.each([
    ['/report.csv', 'lockstep.csv', ['reportCsv', null, { from: null, to: null }]],
    ['/accounts/ann/report.csv', 'lockstep-ann.csv', ['reportCsv', ['ann'], { from: null, to: null }]],
  ])('%s is a file', async (path, file, call) => {
    const { ask, lockstep } = await serve('owner');
    const { headers, text } = await ask('GET', `/api${path}`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${file}"`);
    expect(text).toBe('date,amount\n');
    expect(lockstep.calls).toEqual([call]);
  });

  test.each(['/api', '/api/nothing', '/api/accounts/ann/nothing', '/api/trades/none'])('%s: 404', async (path) => {
    const { ask } = await serve('owner');
    const { status, json } = await ask('GET', path, undefined, { headers: { accept: 'text/html' } });
    expect(status).toBe(404);
    expect(json).toMatchObject({ error: { message: expect.any(String) as string } });
  });
});

describe('an owner sees everything', () => {
  test('accounts', async () => {
    const { ask } = await serve('owner');
    expect((await ask('GET', '/api/accounts')).json).toMatchObject({
      master: { accountId: 'master', uiUrl: expect.stringContaining('8233') as string },
      users: [{ accountId: 'ann' }, { accountId: 'bob' }],
      copying: { state: 'standalone', reason: "the master's key was refused", followers: 2 },
      global: { tradingState: 'active', exposureUsd: '1234' },
    });
  });

  test('one account', async () => {
    const { ask, lockstep } = await serve('owner');
    expect((await ask('GET', '/api/accounts/ann')).json).toMatchObject({
      account: { accountId: 'ann' },
      credential: { source: 'vault', masked: 'abc…xyz' },
      events: [{ accountId: 'ann' }],
      decisions: [{ accountId: 'ann', masterEquityBefore: '1000000' }],
    });
    expect(lockstep.calls).toContainEqual(['decisions', 'ann', 200]);
  });
});

describe('a member sees nothing of the others', () => {
  test('accounts: own ones, no master, no reason that tells of it', async () => {
    const { ask } = await serve('ann');
    const { json, text } = await ask('GET', '/api/accounts');
    expect(json).toMatchObject({
      master: null,
      users: [{ accountId: 'ann', uiUrl: null }],
      copying: { state: 'standalone', reason: null, followers: null },
      global: { tradingState: 'active' },
    });
    expect(text).not.toMatch(/bob|1234|8233|refused/);
  });

  test('one account: not what the master owns', async () => {
    const { ask } = await serve('ann');
    const { json } = await ask('GET', '/api/accounts/ann');
    expect(json).toMatchObject({
      account: { uiUrl: null },
      decisions: [{ masterFill: null, masterEquityBefore: null }],
    });
  });

  test('a rehearsal: not how the same trades went for others', async () => {
    const live = (who: 'owner' | 'ann') =>
      serve(who).then(async ({ ask }) => (await ask('GET', '/api/accounts/ann/rehearsal')).json);
    expect(await live('owner')).toMatchObject({ trades: [{ live: { filled: 1 } }] });
    expect(await live('ann')).toMatchObject({ trades: [{ intentId: 'i1', live: null }] });
  });

  test('trades: own rows, and none of the trades that went to others alone', async () => {
    const { ask } = await serve('ann');
    const list = await ask('GET', '/api/trades');
    expect(list.json).toMatchObject({ trades: [{ intentId: 'i1', accounts: [{ accountId: 'ann' }] }] });
    expect(list.text).not.toMatch(/bob|i2/);
    const one = await ask('GET', '/api/trades/i1');
    expect(one.json).toMatchObject({ intentId: 'i1', accounts: [{ accountId: 'ann' }] });
    expect(one.text).not.toContain('bob');
    expect((await ask('GET', '/api/trades/i2')).status).toBe(404);
  });
});
