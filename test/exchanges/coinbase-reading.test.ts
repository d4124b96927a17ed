import { expect, test } from 'vitest';
import { coinbase } from '../../exchanges/venues/coinbase.ts';
import type { Json, Market, Page, VenueQuery } from '../../exchanges/venue.ts';

const market: Market = { id: 'BTC-USD', symbol: 'BTC/USD', base: 'BTC', quote: 'USD' };
const marketOf = (id: string): Market | null => (id === market.id ? market : null);
const since = { sinceMs: Date.parse('2026-01-01T00:00:00Z'), markets: [market], marketOf };
const wanted = { clientOrderId: 'ours', market, sinceMs: since.sinceMs };
const at = <T>(queries: readonly VenueQuery<T>[], place = 0): VenueQuery<T> => {
  const query = queries[place];
  if (query === undefined) throw new Error('no such query');
  return query;
};

const order = {
  order_id: 'one',
  client_order_id: 'ours',
  product_id: 'BTC-USD',
  side: 'BUY',
  status: 'FILLED',
  created_time: '2026-01-01T00:00:01.5Z',
  filled_size: '0.000297920684505',
  average_filled_price: '21220.6399999973697697',
  filled_value: '6.3220675944333996',
  total_fees: '0.0379324055666004',
};
const fill = {
  trade_id: 'fill',
  order_id: 'one',
  product_id: 'BTC-USD',
  side: 'SELL',
  trade_type: 'FILL',
  trade_time: '2026-01-01T00:00:01.091377090Z',
  price: '20000',
  size: '0.0123456789',
  commission: '0.5',
  size_in_quote: false,
};
const orders = (rows: Json, rest: object = {}): Json => ({ orders: rows, has_next: false, cursor: '', ...rest });
const fills = (rows: Json, cursor: Json = ''): Json => ({ fills: rows, cursor });

test('a fee and a cost to the last digit, the fee in quote', () => {
  expect(coinbase.orderById('one', market).read({ order })).toEqual({
    exchangeOrderId: 'one',
    clientOrderId: 'ours',
    status: 'closed',
    filledQuantity: '0.000297920684505',
    cost: '6.3220675944333996',
    averagePrice: '21220.6399999973697697',
    feeAsset: 'USD',
    feeAmount: '0.0379324055666004',
    tradeIds: [],
  });
});

test.each([
  ['PENDING', 'open'],
  ['QUEUED', 'open'],
  ['CANCEL_QUEUED', 'open'],
  ['EDIT_QUEUED', 'open'],
  ['CANCELLED', 'cancelled'],
  ['FAILED', 'cancelled'],
  ['EXPIRED', 'expired'],
])('%s is %s', (status, read) => {
  const row = { ...order, status, filled_size: '0', filled_value: '0', average_filled_price: '0', total_fees: '' };
  expect(coinbase.orderById('one', market).read({ order: row })).toMatchObject({ status: read, feeAmount: '0' });
});

test.each([
  ['another order', { order_id: 'two' }],
  ['filled, yet nothing of it', { filled_size: '0' }],
  ['a status unheard of', { status: 'UNKNOWN_ORDER_STATUS' }],
  ['fees that are not there', { total_fees: '' }],
  ['no cost', { filled_value: undefined }],
  ['no side', { side: 'UNKNOWN_ORDER_SIDE' }],
  ['no time', { created_time: '' }],
])('%s: an order that can not be read, never half an order', (_, changes) => {
  expect(coinbase.orderById('one', market).read({ order: { ...order, ...changes } as Json })).toBeNull();
});

test('a look-up takes ours among strangers, and a stranger that can not be read hides nothing', () => {
  const strangers = [{ client_order_id: '' }, { client_order_id: 'theirs', status: 'NEW_WORD' }];
  const page = at(coinbase.orderSearches(wanted)).read(orders([...strangers, order]));
  expect(page?.rows.map(({ report }) => report.exchangeOrderId)).toEqual(['one']);
});

test.each([
  ['a row without a client order id', orders([{ order_id: 'two' }])],
  ['our own row, unreadable', orders([{ ...order, status: 'NEW_WORD' }])],
  ['more to come and no way there', orders([order], { has_next: true })],
  ['more to come, and none came', orders([], { has_next: true, cursor: '5' })],
  ['no word on whether there is more', orders([order], { has_next: null, cursor: null })],
])('%s: the look-up failed, absence is not proven', (_, result) => {
  for (const search of coinbase.orderSearches(wanted)) expect(search.read(result)).toBeNull();
});

test('a page that leads to itself ends in a failure, not in a circle', () => {
  const result = orders([order], { has_next: true, cursor: '5' });
  const next: VenueQuery<Page<unknown>> | null | undefined = at(coinbase.ordersSince(since)).read(result)?.next;
  expect(next?.request.params).toMatchObject({ cursor: '5', order_status: 'OPEN' });
  expect(next?.read(result)).toBeNull();
});

test('orders open since long ago are asked for apart, the others from a minute before', () => {
  const asked = coinbase.ordersSince(since).map(({ request }) => request.params);
  expect(asked[0]).toEqual({ limit: '100', order_status: 'OPEN' });
  expect(asked[1]).toEqual({ limit: '100', start_date: '2025-12-31T23:59:00.000Z' });
});

test('a fill: cost is price times size, exactly', () => {
  expect(at(coinbase.tradesSince(since)).read(fills([fill]))?.rows).toEqual([
    {
      tradeId: 'fill',
      exchangeOrderId: 'one',
      symbol: 'BTC/USD',
      side: 'sell',
      quantity: '0.0123456789',
      cost: '246.913578',
      feeAsset: 'USD',
      feeAmount: '0.5',
      atMs: Date.parse('2026-01-01T00:00:01.091Z'),
    },
  ]);
});

test("a fill of somebody's order for a sum of money: the size is the cost", () => {
  const bought = { ...fill, price: '20000', size: '50', size_in_quote: true, product_id: 'NEW-USD' };
  expect(at(coinbase.tradesSince(since)).read(fills([bought]))?.rows).toMatchObject([
    { symbol: 'NEW-USD', quantity: '0.0025', cost: '50', feeAsset: null },
  ]);
});

test.each([
  ['taken back', { trade_type: 'REVERSAL' }],
  ['corrected', { trade_type: 'CORRECTION' }],
  ['without a price', { price: '0' }],
  ['without a fee', { commission: '' }],
  ['in units unknown', { size_in_quote: undefined }],
])('a fill %s: the listing failed, as leaving it out would lose coins', (_, changes) => {
  expect(at(coinbase.tradesSince(since)).read(fills([{ ...fill, ...changes }]))).toBeNull();
});

test('fills end at an empty cursor or an empty page, and nowhere else', () => {
  const query = at(coinbase.tradesSince(since));
  expect(query.read(fills([fill]))?.next).toBeNull();
  expect(query.read(fills([], '7'))).toEqual({ rows: [], next: null });
  expect(query.read({ fills: [fill] })).toBeNull();
  expect(query.read(fills([fill], '7'))?.next?.request.params).toMatchObject({ cursor: '7' });
});

test('wallets of one currency add up over pages; what is in a vault stays apart', () => {
  const wallet = (currency: string, free: string, held: string, type = 'CRYPTO') => ({
    currency,
    type: `ACCOUNT_TYPE_${type}`,
    available_balance: { value: free, currency },
    hold: { value: held, currency },
  });
  const first = at(coinbase.balances).read({
    accounts: [wallet('BTC', '1.5000', '0.25'), wallet('USD', '10', '0', 'FIAT')],
    has_next: true,
    cursor: 'more',
  });
  expect(first?.rows).toEqual([]);
  const rest = [wallet('BTC', '0.1', '0'), wallet('BTC', '3', '0', 'VAULT')];
  expect(first?.next?.read({ accounts: rest, has_next: false, cursor: '' })).toEqual({
    rows: [
      { asset: 'BTC', total: '1.85', free: '1.6' },
      { asset: 'USD', total: '10', free: '10' },
      { asset: 'BTC.VAULT', total: '3', free: '3' },
    ],
    next: null,
  });
  expect(first?.next?.read({ accounts: [{ currency: 'ETH' }], has_next: false, cursor: '' })).toBeNull();
});

test.each([
  [{ success: true, failure_reason: 'UNKNOWN_CANCEL_FAILURE_REASON' }, true],
  [{ success: false, failure_reason: 'UNKNOWN_CANCEL_ORDER' }, true],
  [{ success: false, failure_reason: 'ORDER_IS_FULLY_FILLED' }, true],
  [{ success: false, failure_reason: 'DUPLICATE_CANCEL_REQUEST' }, true],
  [{ success: false, failure_reason: 'COMMANDER_REJECTED_CANCEL_ORDER' }, null],
  [{ success: false, failure_reason: 'UNKNOWN_CANCEL_FAILURE_REASON' }, null],
  [{ success: true, order_id: 'two' }, null],
])('cancelling answered with %o', (result, read) => {
  const query = coinbase.cancelOrder('one', market);
  expect(query.read({ results: [{ order_id: 'one', ...result }] })).toBe(read);
});

test('a right that Coinbase does not speak of is not proven', () => {
  expect(coinbase.permissions.read({ can_trade: true })).toEqual({ trade: true, withdraw: null });
});

test('a product that never traded has no price', () => {
  const products = [
    { product_id: 'BTC-USD', price: '68925.98' },
    { product_id: 'NEW-USD', price: '' },
  ];
  expect(coinbase.tickers(['BTC-USD', 'NEW-USD']).read({ products })).toEqual({ 'BTC-USD': '68925.98' });
});
