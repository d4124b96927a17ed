import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RejectCode } from '../../domain/order.ts';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { enveloped, openAccountAt, planOf, startRawKraken } from './raw-kraken.ts';
import type { RawKraken } from './raw-kraken.ts';

/** Kraken's words for "no such order exists", with whether the same order may be sent again. */
const refused: readonly (readonly [error: string, code: RejectCode, again: boolean])[] = [
  ['EOrder:Insufficient funds', 'INSUFFICIENT_FUNDS', false],
  ['EOrder:Order minimum not met', 'BELOW_MINIMUM', false],
  ['EOrder:Cost minimum not met', 'BELOW_MINIMUM', false],
  ['EOrder:Tick size check failed', 'INVALID_ORDER', false],
  ['EOrder:Invalid price', 'INVALID_ORDER', false],
  ['EOrder:Invalid price:Invalid price argument', 'INVALID_ORDER', false],
  ['EOrder:Post only order', 'INVALID_ORDER', false],
  ['EOrder:Margin allowance exceeded', 'INVALID_ORDER', false],
  ['EOrder:Margin level too low', 'INVALID_ORDER', false],
  ['EOrder:Margin position size exceeded', 'INVALID_ORDER', false],
  ['EOrder:Insufficient margin', 'INVALID_ORDER', false],
  ['EOrder:Positions limit exceeded', 'INVALID_ORDER', false],
  ['EOrder:Reduce only:No position exists', 'INVALID_ORDER', false],
  ['EGeneral:Invalid arguments', 'INVALID_ORDER', false],
  ['EGeneral:Invalid arguments:volume', 'INVALID_ORDER', false],
  ['EGeneral:Invalid arguments:price', 'INVALID_ORDER', false],
  ['EGeneral:Invalid arguments:viqc', 'INVALID_ORDER', false],
  ['EGeneral:Invalid arguments:Index unavailable', 'INVALID_ORDER', false],
  ['ETrade:Invalid request', 'INVALID_ORDER', false],
  ['EAPI:Invalid key', 'CREDENTIAL_REJECTED', false],
  ['EAPI:Invalid signature', 'CREDENTIAL_REJECTED', false],
  ['EAuth:Account temporary disabled', 'CREDENTIAL_REJECTED', false],
  ['EAuth:Account unconfirmed', 'CREDENTIAL_REJECTED', false],
  ['ETrade:User Locked', 'CREDENTIAL_REJECTED', false],
  ['EGeneral:Permission denied', 'PERMISSION_DENIED', false],
  ['EAccount:Invalid permissions', 'PERMISSION_DENIED', false],
  ['EOrder:Cannot open position', 'PERMISSION_DENIED', false],
  ['EOrder:Cannot open opposing position', 'PERMISSION_DENIED', false],
  ['EBM:limit exceeded:CAL', 'PERMISSION_DENIED', false],
  ['EQuery:Unknown asset pair', 'MARKET_UNKNOWN', false],
  ['EQuery:Invalid asset pair', 'MARKET_UNKNOWN', false],
  ['EQuery:Unknown asset', 'MARKET_UNKNOWN', false],
  ['EAPI:Invalid nonce', 'INVALID_NONCE', true],
  ['EAPI:Rate limit exceeded', 'RATE_LIMITED', true],
  ['EOrder:Rate limit exceeded', 'RATE_LIMITED', true],
  ['EOrder:Domain rate limit exceeded', 'RATE_LIMITED', true],
  ['EOrder:Orders limit exceeded', 'RATE_LIMITED', true],
  ['EOrder:Scheduled orders limit exceeded', 'RATE_LIMITED', true],
  ['EAuth:Rate limit exceeded', 'RATE_LIMITED', true],
  ['EAuth:Too many requests', 'RATE_LIMITED', true],
  ['EGeneral:Temporary lockout', 'RATE_LIMITED', true],
  ['EService:Market in cancel_only mode', 'MARKET_CLOSED', true],
  ['EService:Market in post_only mode', 'MARKET_CLOSED', true],
];

/** Kraken's words after which an order may exist, or that belong to other calls. */
const unclear: readonly string[] = [
  'EService:Timeout',
  'EService:Unavailable',
  'EService:Busy',
  'EService:Deadline elapsed',
  'EGeneral:Internal error',
  'EGeneral:Internal error:4711',
  'EGeneral:Unknown error',
  'EGeneral:Too many requests',
  'EGeneral:Unknown method',
  'EDatabase:Internal error',
  'ESession:Invalid session',
  'EOrder:Unknown order',
  'EOrder:Duplicate order',
  'EOrder:cl_ord_id already in use',
  'EGeneral:Invalid arguments:cl_ord_id',
  'EFunding:Unknown withdraw key',
  'EFunding:Unknown asset',
  'Insufficient funds',
  'EOrder:Insufficient funds and more',
  'eorder:insufficient funds',
  '',
];

let kraken: RawKraken;
let account: ExchangeAccount;
beforeAll(async () => {
  kraken = await startRawKraken();
  account = openAccountAt(kraken.url);
});
afterAll(async () => {
  await kraken.close();
});

test.each(refused)('refused for good: %s is %s', async (error, code, again) => {
  kraken.answer('AddOrder', enveloped({}, [error]));
  const answer = await account.sendOrder(planOf());
  expect(answer).toEqual({
    kind: 'rejected',
    code,
    venueText: error,
    retryAfterMs: again ? (expect.any(Number) as unknown) : null,
  });
});

test.each(unclear)('an order may exist after "%s": never taken for a refusal', async (error) => {
  kraken.answer('AddOrder', enveloped({}, [error]));
  expect(await account.sendOrder(planOf())).toMatchObject({ kind: 'unknown' });
});

describe('an order may exist: never taken for a refusal', () => {
  const bodies: readonly (readonly [name: string, status: number, body: string])[] = [
    ['an empty object', 200, '{}'],
    ['an empty body', 200, ''],
    ['half a document', 200, '{"error":[],"result":{"txid":["OAAAAA-BB'],
    ['a web page', 200, '<html><body>Just a moment…</body></html>'],
    ['a list', 200, '[]'],
    ['null', 200, 'null'],
    ['an answer without a result', 200, '{"error":[]}'],
    ['a success without an order id', 200, enveloped({ descr: { order: 'buy 0.01 XBTUSD @ market' } })],
    ['a success with an empty list of ids', 200, enveloped({ txid: [] })],
    ['a success with an empty id', 200, enveloped({ txid: [''] })],
    ['a success with an id that is none', 200, enveloped({ txid: [{}] })],
    ['a refusal beside an order id', 200, enveloped({ txid: ['OAAAAA-BBBBB-CCCCCC'] }, ['EOrder:Insufficient funds'])],
    ['a refusal beside an unclear error', 200, enveloped({}, ['EOrder:Insufficient funds', 'EService:Busy'])],
    ['an error list that is none', 200, '{"error":"EOrder:Insufficient funds"}'],
    ['400 with a refusal', 400, enveloped({}, ['EOrder:Insufficient funds'])],
    ['403', 403, 'Forbidden'],
    ['404', 404, 'Not found'],
    ['408', 408, ''],
    ['429', 429, 'Too many requests'],
    ['500 with a refusal', 500, enveloped({}, ['EOrder:Insufficient funds'])],
    ...[500, 502, 503, 504, 520, 522, 524].map((status) => [`${status}`, status, '<html>'] as const),
    ['a redirect', 302, ''],
  ];
  test.each(bodies)('%s', async (_, status, body) => {
    kraken.answer('AddOrder', (_request, response) => {
      response.writeHead(status, status === 302 ? { location: '/0/private/AddOrder' } : {});
      response.end(body);
    });
    const before = kraken.requestsTo('AddOrder').length;
    const sentAtMs = Date.now();
    // Of its own: 429 concerns everyone at this address.
    const answer = await openAccountAt(kraken.url).sendOrder(planOf());
    expect(answer).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/./) as unknown });
    if (answer.kind !== 'unknown') return;
    expect(answer.sentAtMs).toBeGreaterThanOrEqual(sentAtMs);
    expect(answer.fenceAtMs).toBeGreaterThanOrEqual(sentAtMs + 5_000);
    expect(kraken.requestsTo('AddOrder').length).toBe(before + 1);
  });
});

describe('whatever the answer, it is a refusal only in the words of the list', () => {
  const listed = refused.map(([error]) => error);
  const isListed = (error: string): boolean => listed.some((known) => error === known || error.startsWith(`${known}:`));
  const noise = fc.string({ maxLength: 40 });
  const anyError = fc.oneof(
    noise,
    fc.constantFrom(...listed, ...unclear),
    fc.tuple(fc.constantFrom(...listed), noise).map(([error, more]) => error + more),
  );
  let body = '';
  beforeEach(() => {
    kraken.answer('AddOrder', (_, response) => response.end(body));
  });

  test('errors of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyError, { minLength: 1, maxLength: 3 }), async (errors) => {
        body = enveloped({}, errors);
        const answer = await account.sendOrder(planOf());
        if (answer.kind === 'rejected') {
          const hard = errors.filter((error) => !error.startsWith('W'));
          // "EBM:limit exceeded" and "EOrder:Reduce only" are listed with their one known suffix.
          const plain = hard.map((error) => error.replace(/^(EBM:limit exceeded|EOrder:Reduce only):.*/s, '$1'));
          const stems = ['EBM:limit exceeded', 'EOrder:Reduce only'];
          expect(plain.every((error) => isListed(error) || stems.includes(error))).toBe(true);
        } else {
          expect(answer.kind).toBe('unknown');
        }
      }),
      { numRuns: 300 },
    );
  });

  test('any JSON at all is neither accepted nor refused without its words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        body = JSON.stringify(value);
        expect((await account.sendOrder(planOf())).kind).toBe('unknown');
      }),
      { numRuns: 200 },
    );
  });
});
