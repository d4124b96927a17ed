import { expect, test } from 'vitest';
import { openCcxt } from '../../exchanges/ccxt-exchange.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import { openNonceSource } from '../../exchanges/nonce.ts';
import { redact, secretsOf } from '../../exchanges/redact.ts';
import type { Json, Market } from '../../exchanges/venue.ts';
import { binance } from '../../exchanges/venues/binance.ts';

const market: Market = { id: 'BTCUSDT', symbol: 'BTC/USDT', base: 'BTC', quote: 'USDT' };

const rights = (changes: Readonly<Record<string, Json>>): Json => ({
  enableReading: true,
  enableWithdrawals: false,
  enableInternalTransfer: false,
  permitsUniversalTransfer: false,
  enableSpotAndMarginTrading: true,
  ...changes,
});

test.each([
  ['trades only', rights({}), { trade: true, withdraw: false }],
  ['may withdraw', rights({ enableWithdrawals: true }), { trade: true, withdraw: true }],
  ['may transfer to other accounts', rights({ enableInternalTransfer: true }), { trade: true, withdraw: true }],
  ['may transfer anywhere', rights({ permitsUniversalTransfer: true }), { trade: true, withdraw: true }],
  ['one way out is not told', rights({ enableWithdrawals: undefined }), { trade: true, withdraw: null }],
  [
    'one told, one not',
    rights({ enableWithdrawals: true, enableInternalTransfer: undefined }),
    { trade: true, withdraw: true },
  ],
  ['trading is not told', rights({ enableSpotAndMarginTrading: undefined }), { trade: null, withdraw: false }],
  ['some other answer', { ok: true }, null],
])('a key that %s', (_, answer, expected) => {
  expect(binance.permissions.read(answer)).toEqual(expected);
});

const row = (orderId: number): Json => ({
  symbol: 'BTCUSDT',
  orderId: String(orderId),
  clientOrderId: `by hand ${orderId}`,
  executedQty: '0.00000000',
  cummulativeQuoteQty: '0.00000000',
  status: 'NEW',
  side: 'BUY',
  time: '1763712000000',
});
const page = (first: number): Json => Array.from({ length: 1_000 }, (_, index) => row(first + index));

test('a page that comes again makes the list unreadable: no listing goes round for ever', () => {
  const [openOrders] = binance.ordersSince({ sinceMs: 0, markets: [market], marketOf: () => market });
  const first = openOrders?.read([])?.next;
  const second = first?.read(page(1))?.next;
  expect(second?.request.params).toMatchObject({ orderId: '1001' });
  expect(second?.read(page(1_001))).not.toBeNull();
  expect(second?.read(page(1))).toBeNull();
  expect(second?.read(page(1_000))).toBeNull();
});

const filled = (orderId: number, quantity: string, status = 'FILLED'): Json => ({
  ...(row(orderId) as object),
  status,
  executedQty: quantity,
  cummulativeQuoteQty: '100.00000000',
});
const fill = (id: number, orderId: number, commissionAsset = 'BTC'): Json => ({
  id: String(id),
  orderId: String(orderId),
  qty: '1.00000000',
  quoteQty: '100.00000000',
  commission: '0.00100000',
  commissionAsset,
  time: '1763712000000',
  isBuyer: true,
});
const reportWith = (order: Json, fills: Json) =>
  binance.orderById('BTCUSDT-7', market).further?.(order)?.read(fills) ?? null;

test('an order that filled on while its fills were asked for: only those that it tells of count', () => {
  const report = reportWith(filled(7, '1.00000000', 'PARTIALLY_FILLED'), [fill(8, 7), fill(5, 7)]);
  expect(report).toMatchObject({ filledQuantity: '1', feeAmount: '0.001', tradeIds: ['BTCUSDT-5'] });
});

test('fills that are not all there yet: no report, as a fee would be missing', () => {
  expect(reportWith(filled(7, '2.00000000'), [fill(5, 7)])).toBeNull();
  expect(reportWith(filled(7, '2.00000000'), [])).toBeNull();
});

test('of fees in several assets the one in base is told: it is gone from what was bought', () => {
  const report = reportWith(filled(7, '3.00000000'), [fill(5, 7, 'USDT'), fill(6, 7, 'BNB'), fill(8, 7, 'BTC')]);
  expect(report).toMatchObject({ feeAsset: 'BTC', feeAmount: '0.001' });
  expect(reportWith(filled(7, '1.00000000'), [fill(5, 7, 'BNB')])).toMatchObject({ feeAsset: 'BNB' });
});

test('an old order that filled since and stands in no list: told while it is open, not when it is done', () => {
  const sinceMs = 1_763_712_000_000 + 3_600_000;
  const [openOrders] = binance.ordersSince({ sinceMs, markets: [market], marketOf: () => market });
  const byNumber = openOrders
    ?.read([])
    ?.next?.read([])
    ?.next?.read([fill(5, 7)])?.next;
  expect(byNumber?.request.params).toMatchObject({ orderId: '7' });
  expect(byNumber?.read(filled(7, '1.00000000', 'PARTIALLY_FILLED'))?.rows).toHaveLength(1);
  expect(byNumber?.read(filled(7, '1.00000000'))).toEqual({ rows: [], next: null });
});

test.each([
  ['-1022 Signature for this request is not valid.', 'credential-rejected'],
  ['-2014 API-key format invalid.', 'credential-rejected'],
  ['-2015 Invalid API-key, IP, or permissions for action.', 'credential-rejected'],
  ['-1002 You are not authorized to execute this request.', 'permission-denied'],
  ['-1003 Too many requests queued.', 'rate-limited'],
  ['-1021 Timestamp for this request is outside of the recvWindow.', 'unavailable'],
  ['-1000 An unknown error occurred while processing the request.', 'unavailable'],
])('a query that ends with %s is %s', (error, reason) => {
  expect(binance.queryFailure([error])).toBe(reason);
});

test('a list that lags behind: what was seen to fill or to end stays so', () => {
  const [byClientId] = binance.orderSearches({ clientOrderId: 'by hand 7', market, sinceMs: 0 });
  const done = { ...(row(7) as object), status: 'CANCELED' };
  const statusAfter = (first: Json, later: Json) =>
    byClientId?.read(first)?.next?.read([later])?.rows[0]?.report.status;
  expect(statusAfter(done, row(7))).toBe('cancelled');
  expect(statusAfter(row(7), done)).toBe('cancelled');
  const fillsNext = byClientId?.read(filled(7, '1.00000000'))?.next?.read([row(7)])?.next;
  expect(fillsNext?.read([fill(5, 7)])?.rows).toMatchObject([{ report: { status: 'closed', filledQuantity: '1' } }]);
});

test.each([
  [429, ['-1003 Too many requests queued.'], true],
  [429, [], true],
  [418, [], true],
  [429, ['-1015 Too many new orders; current limit is 100 orders per 10 SECOND.'], false],
  [400, ['-1021 Timestamp for this request is outside of the recvWindow.'], false],
  [401, ['-2015 Invalid API-key, IP, or permissions for action.'], false],
])('HTTP %d with %j: whether all accounts must wait', (status, errors, isForAll) => {
  expect(binance.refusesAddress?.(status, errors)).toBe(isForAll);
});

test.each([
  ['an unknown status', { status: 'SOMETHING' }],
  ['no client order id', { clientOrderId: undefined }],
  ['another client order id', { clientOrderId: 'other' }],
  ['a cost that Binance does not know', { executedQty: '1', cummulativeQuoteQty: '-1.00000000' }],
  ['a quantity that is none', { executedQty: 'NaN' }],
])('a look-up whose row has %s can not be read', (_, changes) => {
  const [byClientId] = binance.orderSearches({ clientOrderId: 'by hand 7', market, sinceMs: 0 });
  expect(byClientId?.read(row(7))).not.toBeNull();
  expect(byClientId?.read({ ...(row(7) as object), ...changes })).toBeNull();
});

test.each([
  ['k'.repeat(64), 's'.repeat(64), null],
  ['key with a space', 's'.repeat(64), 'the API key holds characters that no Binance key has'],
  ['k'.repeat(64), 'a\nb', 'the API secret holds characters that no Binance secret has'],
  ['k'.repeat(64), '-----BEGIN PRIVATE KEY-----\nabc', 'the API secret is a private key; an HMAC key is needed'],
])('what is wrong with a credential, without showing it', (apiKey, apiSecret, problem) => {
  expect(binance.credentialProblem({ apiKey, apiSecret })).toBe(problem);
});

test('a signature in the address or in the body is never shown', () => {
  const credential = credentialOf('k'.repeat(64), 's'.repeat(64));
  const sign = openCcxt(binance, 'http://127.0.0.1:1').signerFor(credential, openNonceSource());
  const plan = { clientOrderId: 'x', symbol: 'BTC/USDT', side: 'buy', type: 'market', quantity: '1' } as const;
  const order = binance.addOrder({ ...plan, limitPrice: null, sendBeforeMs: null }, 'BTCUSDT', 5_000);
  for (const request of [sign(binance.permissions.request), sign(order)]) {
    const signature = /signature=([0-9a-f]{64})/.exec(`${request.url}${request.body ?? ''}`)?.[1] ?? 'none';
    expect(signature).toHaveLength(64);
    expect(redact(`it said ${signature}`, secretsOf(request))).toBe('it said [redacted]');
  }
});
