import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { LockstepRefusal } from '../../server/lockstep.ts';
import { serve, serving } from './serve.ts';

serving();

const path = '/api/webhooks/signal';
const webhookSecret = 'a secret of at least 32 characters';
const exit = { intentId: 'x1', symbol: 'BTC/USD', kind: 'exit', side: 'sell', exitFraction: '0.5', occurredAtMs: 5 };
const submitted = ['submitIntent', { ...exit, masterFill: null, masterEquityBefore: null }];

/** Signed by hand, as a sender would. */
function signed(body: string, { secret = webhookSecret, atMs = Date.now() } = {}) {
  const signature = createHmac('sha256', secret).update(`${atMs}.${body}`).digest('hex');
  return {
    raw: body,
    headers: {
      'content-type': 'application/json',
      'x-lockstep-timestamp': String(atMs),
      'x-lockstep-signature': signature,
    },
  };
}

const receiving = () => serve('nobody', { webhookSecret });

test('a signed signal is handed on, without a session', async () => {
  const { ask, lockstep } = await receiving();
  const { status } = await ask('POST', path, undefined, signed(JSON.stringify(exit)));
  expect(status).toBe(200);
  expect(lockstep.calls).toEqual([submitted]);
});

test('without a secret nothing is there', async () => {
  const { ask, lockstep } = await serve('nobody');
  expect((await ask('POST', path, undefined, signed(JSON.stringify(exit)))).status).toBe(404);
  expect(lockstep.calls).toEqual([]);
});

const body = JSON.stringify(exit);
const good = signed(body);
test.each([
  ['of another secret', signed(body, { secret: 'another secret of 32 characters..' })],
  ['more than a minute old', signed(body, { atMs: Date.now() - 61_000 })],
  ['from the future', signed(body, { atMs: Date.now() + 90_000 })],
  ['with another body', { ...good, raw: body.replace('0.5', '1.0') }],
  ['spaced otherwise', { ...good, raw: `${body} ` }],
  [
    'with another timestamp',
    { ...good, headers: { ...good.headers, 'x-lockstep-timestamp': String(Date.now() - 5_000) } },
  ],
  ['without a signature', { raw: body, headers: { 'content-type': 'application/json' } }],
  ['with a signature that is none', { ...good, headers: { ...good.headers, 'x-lockstep-signature': 'ff' } }],
])('money must not move for a stranger: a signal %s is refused', async (_name, asking) => {
  const { ask, lockstep } = await receiving();
  const { status } = await ask('POST', path, undefined, asking);
  expect(status).toBe(401);
  expect(lockstep.calls).toEqual([]);
});

test('sent twice by whoever listened: the second is refused', async () => {
  const { ask, lockstep } = await receiving();
  const asking = signed(body);
  const answers = await Promise.all([1, 2, 3].map(() => ask('POST', path, undefined, asking)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  expect(lockstep.calls).toEqual([submitted]);
});

test('an exit must not be lost: one that Lockstep could not take may be sent again as it is', async () => {
  const { ask, lockstep } = await receiving();
  lockstep.failNext(new LockstepRefusal('unavailable', 'no worker'));
  const asking = signed(body);
  expect((await ask('POST', path, undefined, asking)).status).toBe(503);
  expect((await ask('POST', path, undefined, asking)).status).toBe(200);
});

test.each([
  [{ ...exit, surprise: 1 }, 'surprise'],
  [{ ...exit, exitFraction: '2' }, 'exitFraction'],
])('a mistake is told by its path: %j', async (value, at) => {
  const { ask, lockstep } = await receiving();
  const { status, json } = await ask('POST', path, undefined, signed(JSON.stringify(value)));
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { issues: [{ path: at }] } });
  expect(lockstep.calls).toEqual([]);
});

test('what is no JSON is told as that', async () => {
  const { ask } = await receiving();
  const { status, text } = await ask('POST', path, undefined, signed('{"a":'));
  expect(status).toBe(400);
  expect(text).toContain('expected JSON');
});

test('guesses are slowed down', async () => {
  const { ask } = await receiving();
  const wrong = signed(body, { secret: 'another secret of 32 characters..' });
  const answers = await Promise.all(Array.from({ length: 125 }, () => ask('POST', path, undefined, wrong)));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
});
