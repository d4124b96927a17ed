import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isMore, minus, plus, times } from '../../../domain/decimal.ts';
import type { RejectCode } from '../../../domain/order.ts';
import type { WantedHistory } from '../../../exchanges/venue.ts';
import { alpaca } from '../../../exchanges/venues/alpaca.ts';
import { startAlpacaDouble } from '../doubles/alpaca.ts';
import { raiseStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { describeVenue } from './suite.ts';
import type { AnswerCase, RefusalCase, VenueUnderTest } from './suite.ts';

/** With a status of its own where that isn't the code's first three digits. */
const answered = (code: number | null, message: string, status = Math.floor((code ?? 0) / 100_000)): AnswerCase => ({
  name: `${status} ${code ?? 'without a code'} ${message}`,
  status,
  body: JSON.stringify(code === null ? { message } : { code, message }),
});

const final = (code: RejectCode, ...answers: readonly AnswerCase[]): readonly RefusalCase[] =>
  answers.map((answer) => ({ ...answer, code, again: false }));
const passing = (code: RejectCode, ...answers: readonly AnswerCase[]): readonly RefusalCase[] =>
  answers.map((answer) => ({ ...answer, code, again: true }));

/** As in a listing; all sent at one instant. */
const orderRow = (id: number) => ({
  id: String(id),
  client_order_id: String(id),
  symbol: 'BTC/USD',
  asset_class: 'crypto',
  side: 'buy',
  status: 'new',
  filled_qty: '0',
  filled_avg_price: null,
  submitted_at: '2026-01-02T03:04:05.123456789Z',
});

const venue: VenueUnderTest = {
  exchange: 'alpaca',
  startDouble: startAlpacaDouble,
  rules: {
    symbol: 'BTC/USD',
    base: 'BTC',
    quote: 'USD',
    active: true,
    quantityStep: '0.000000001',
    priceTick: '1',
    minimumQuantity: '0.000028257',
    minimumCost: '10',
    takerFeeRate: '0.0025',
  },
  price: '50000',
  quantity: '0.04',
  proves: { trade: 'only-its-lack', withdraw: false },
  feesAre: 'in-the-trades-only',
  historyLength: 10,
  takesOrdersWithoutClientId: false,
  refusals: [
    ...final(
      'INSUFFICIENT_FUNDS',
      answered(40310000, 'insufficient balance for USD (requested: 221.63, available: 0)'),
      answered(40310000, 'insufficient buying power'),
      answered(40310000, 'insufficient qty available for order (requested: 2, available: 1)'),
    ),
    ...final('BELOW_MINIMUM', answered(40310000, 'cost basis must be >= minimal amount of order 10')),
    ...final(
      'PERMISSION_DENIED',
      answered(40310000, 'new orders are rejected by user request'),
      answered(40310000, 'crypto orders not allowed for account'),
      answered(42210000, 'crypto orders not allowed for account'),
    ),
    ...final(
      'CREDENTIAL_REJECTED',
      answered(null, 'unauthorized.', 401),
      answered(null, 'forbidden.', 403),
      answered(40110000, 'request is not authorized'),
      answered(40110000, 'access key verification failed : verification failure'),
    ),
    ...final(
      'MARKET_UNKNOWN',
      answered(42210000, 'asset "ZZZZ" not found'),
      answered(42210000, 'asset "MKR/USD" is not tradable'),
      answered(40010001, 'asset MKR/USD is not active', 422),
      answered(40010001, 'could not find asset "MKR/USD"', 422),
    ),
    ...final(
      'INVALID_ORDER',
      answered(42210000, 'invalid crypto time_in_force'),
      answered(40010001, 'invalid order type for crypto order', 422),
      answered(40310000, 'something that this code was never seen with'),
    ),
    ...passing('INVALID_ORDER', answered(40310000, 'potential wash trade detected. use complex orders')),
    ...passing('RATE_LIMITED', answered(42910000, 'rate limit exceeded'), answered(null, 'too many requests.', 429)),
  ],
  unknowns: [
    answered(40010001, 'client_order_id must be unique', 422),
    answered(42210000, 'client_order_id must be unique'),
    answered(42210000, 'client order id must be unique'),
    answered(40310000, 'client_order_id already exists'),
    answered(40010001, 'a text that is not on the list', 422),
    answered(42210000, 'unable to process order'),
    answered(40410000, 'endpoint not found.'),
    answered(50010000, 'internal server error occurred', 500),
    answered(50310000, 'service unavailable', 503),
    answered(40310000, 'insufficient buying power', 200),
    answered(40310000, 'insufficient buying power', 500),
    answered(123, 'insufficient buying power', 403),
    answered(null, 'Forbidden by the firewall of your company', 400),
    { name: 'a refusal with an order in it', status: 403, body: '{"code":40310000,"message":"insufficient","id":"1"}' },
    { name: 'an order that is a refusal too', body: '{"code":40310000,"message":"insufficient","id":"1"}' },
    { name: 'an order without an id', body: '{"client_order_id":"1","status":"new"}' },
    { name: 'an order whose id is null', body: '{"id":null,"status":"accepted"}' },
    { name: '204 without a body', status: 204, body: '' },
  ],
};

describeVenue(venue);

describe('alpaca by itself', () => {
  const symbol = 'BTC/USD';
  let stage: Stage;
  beforeAll(async () => {
    stage = await raiseStage(venue);
  });
  afterAll(async () => {
    await stage.double.close();
  });
  beforeEach(async () => {
    await stage.reset();
  });

  test('an exit for more than is held would be refused: fees leave no more owned than the exchange holds', async () => {
    const { account, place } = await stage.open({ account: { balances: { USD: '100000' } } });
    const sinceMs = Date.now();
    let owned = '0';
    for (const quantity of ['0.001000001', '0.000777777', '0.0002', '0.013338989']) {
      const { filledQuantity, feeAsset, feeAmount } = await account.orderById(
        await place(stage.plan({ quantity })),
        symbol,
      );
      expect(feeAsset).toBe('BTC');
      owned = plus(owned, minus(filledQuantity, feeAmount));
    }
    const held = (await account.balances()).find(({ asset }) => asset === 'BTC')?.total ?? '0';
    expect(isMore(owned, held)).toBe(false);
    expect(isMore(minus(held, owned), '0.00000012')).toBe(false);

    const trades = await account.tradesSince([symbol], sinceMs);
    expect(trades).toHaveLength(8);
    expect(trades.every(({ feeAsset }) => feeAsset === 'BTC')).toBe(true);
    expect(trades.map(({ quantity, feeAmount }) => minus(quantity, feeAmount)).reduce(plus)).toBe(held);
    expect(await account.sendOrder(stage.plan({ side: 'sell', quantity: owned }))).toMatchObject({ kind: 'accepted' });
  });

  test('a sale pays its fee out of the dollars it brings', async () => {
    const { account, place } = await stage.open({ account: { balances: { BTC: '1' } } });
    const report = await account.orderById(await place(stage.plan({ side: 'sell' })), symbol);
    expect(report).toMatchObject({ feeAsset: 'USD', feeAmount: times(report.cost, '0.0025') });
    const dollars = (await account.balances()).find(({ asset }) => asset === 'USD')?.total;
    expect(dollars).toBe(minus(report.cost, report.feeAmount));
  });

  test('what a market order does not find is cancelled: nothing stays in the book unwatched', async () => {
    const { place } = await stage.open();
    await stage.double.setDepth(symbol, '0.01');
    const plan = stage.plan();
    await place(plan);
    expect(await stage.booked(plan)).toMatchObject({ status: 'cancelled', filledQuantity: '0.01' });
  });

  test.each([
    answered(40410000, 'endpoint not found.'),
    answered(40410000, 'position does not exist'),
    answered(null, 'not found', 404),
    answered(42910000, 'rate limit exceeded'),
    { name: 'an order under another id', body: JSON.stringify(orderRow(1)) },
  ])('$name is no proof that an order is absent', async ({ status = 200, body }) => {
    const { account } = await stage.open();
    await stage.double.addFault({ on: 'look', kind: 'answer', status, body });
    const looked = account.findOrder(stage.plan().clientOrderId, symbol, Date.now());
    await expect(looked).rejects.toMatchObject({ name: 'ExchangeQueryError' });
  });

  test('an order that the look-up hides is found in the list: nothing is sent twice', async () => {
    const { account, place } = await stage.open();
    const plan = stage.plan();
    const sinceMs = Date.now();
    for (let count = 0; count < 4; count += 1) await place(stage.plan());
    const exchangeOrderId = await place(plan);
    const hidden = answered(40410000, `order not found for ${plan.clientOrderId}`);
    await stage.double.addFault({ on: 'look', kind: 'answer', status: 404, body: hidden.body });
    const found = await account.findOrder(plan.clientOrderId, symbol, sinceMs);
    expect(found).toMatchObject({ kind: 'found', order: { exchangeOrderId, clientOrderId: plan.clientOrderId } });
  });

  test('an order under another id is not the one that was asked for', async () => {
    const { account } = await stage.open();
    await stage.double.addFault({ on: 'look', kind: 'answer', body: JSON.stringify(orderRow(1)) });
    await expect(account.orderById('2', symbol)).rejects.toMatchObject({ name: 'ExchangeQueryError' });
  });

  test('an account over its limit holds no other back', async () => {
    const [hasty, other] = [await stage.open(), await stage.open()];
    const tooMany = answered(42910000, 'rate limit exceeded');
    await stage.double.addFault({ on: 'ask', kind: 'answer', status: 429, body: tooMany.body });
    await expect(hasty.account.balances()).rejects.toMatchObject({ reason: 'rate-limited' });
    const startMs = Date.now();
    await other.account.balances();
    expect(Date.now() - startMs).toBeLessThan(5_000);
  });

  test('dollars that open buys hold are not free', async () => {
    const { account, place } = await stage.open({ account: { balances: { USD: '10000' } } });
    await stage.double.holdOrders(true);
    await place(stage.limitPlan({ limitPrice: '50000' }));
    expect(await account.balances()).toEqual([{ asset: 'USD', total: '10000', free: '8000' }]);
  });

  test('an order that is open is listed however old it is', async () => {
    const { account, place } = await stage.open();
    await stage.double.holdOrders(true);
    const exchangeOrderId = await place(stage.plan());
    const orders = await account.ordersSince([symbol], Date.now() + 600_000);
    expect(orders).toMatchObject([{ report: { exchangeOrderId, status: 'open' } }]);
  });

  describe('a listing that does not go on is a failed query, not the end of the list', () => {
    const wanted: WantedHistory = { sinceMs: 0, markets: [], marketOf: () => null };
    test('orders: a full page of nothing new', () => {
      const full = Array.from({ length: 500 }, (_, id) => orderRow(id));
      const second = alpaca.ordersSince(wanted)[0]?.read(full)?.next;
      expect(second?.request.params).toMatchObject({ after: '2026-01-02T03:04:05.122Z' });
      expect(second?.read(full)).toBeNull();
      expect(second?.read(full.slice(-1))?.next).toBeNull();
    });

    test('fills: the page asked for already', () => {
      const fill = { ...orderRow(1), order_id: '1', qty: '1', price: '1', transaction_time: orderRow(1).submitted_at };
      const second = alpaca.tradesSince(wanted)[0]?.read([fill])?.next;
      expect(second?.request.params).toMatchObject({ page_token: '1' });
      expect(second?.read([fill])).toBeNull();
      expect(second?.read([])?.next).toBeNull();
    });
  });

  test('prices come from the host for market data, and from the base URL where one is given', () => {
    for (const baseUrl of [alpaca.defaultBaseUrl, alpaca.sandboxBaseUrl ?? '']) {
      expect(alpaca.apiUrls(baseUrl)).toEqual({ trader: baseUrl, market: 'https://data.alpaca.markets' });
    }
    expect(alpaca.apiUrls('http://127.0.0.1:1')).toEqual({
      trader: 'http://127.0.0.1:1',
      market: 'http://127.0.0.1:1',
    });
  });
});
