import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { assetPairs, enveloped, openAccountAt, startRawKraken } from './raw-kraken.ts';
import type { RawKraken } from './raw-kraken.ts';

const order = (changes: object = {}): object => ({
  status: 'closed',
  opentm: 1688665496.7808,
  descr: { pair: 'XBTUSD', type: 'sell', ordertype: 'market' },
  vol: '1',
  vol_exec: '1',
  cost: '27500',
  fee: '26.2',
  price: '27500',
  oflags: 'fciq',
  ...changes,
});
const trade = (changes: object = {}): object => ({
  ordertxid: 'OA',
  pair: 'XXBTZUSD',
  time: 1688667796.8802,
  type: 'buy',
  ordertype: 'limit',
  price: '30010.00000',
  cost: '600.20000000000000000001',
  fee: '0.00000',
  vol: '0.02000000',
  ...changes,
});

let kraken: RawKraken;
let account: ExchangeAccount;
beforeEach(async () => {
  kraken = await startRawKraken();
  kraken.answer('AssetPairs', enveloped({ ...assetPairs, XXBTZUSD: { ...assetPairs.XXBTZUSD, wsname: 'XBT/USD' } }));
  account = openAccountAt(kraken.url);
});
afterEach(async () => {
  await kraken.close();
});

describe('trades', () => {
  const trades = (...pages: readonly object[]): void => {
    kraken.answer('TradesHistory', ({ params }, response) => {
      response.end(enveloped(pages[Number(params.get('ofs') ?? '0') / 2]));
    });
  };

  test('one is read to the last digit', async () => {
    trades({ trades: { TA: trade() }, count: 1 });
    expect(await account.tradesSince(['BTC/USD'], 1_700_000_000_000)).toEqual([
      {
        tradeId: 'TA',
        exchangeOrderId: 'OA',
        symbol: 'BTC/USD',
        side: 'buy',
        quantity: '0.02',
        cost: '600.20000000000000000001',
        feeAsset: 'USD',
        feeAmount: '0',
        atMs: 1_688_667_796_880,
      },
    ]);
    expect(kraken.requestsTo('TradesHistory')[0]?.params.get('start')).toBe('1699999940');
  });

  test.each([
    ['XXBTZUSD', 'BTC/USD', 'USD'],
    ['XBTUSD', 'BTC/USD', 'USD'],
    ['XBT/USD', 'BTC/USD', 'USD'],
    ['LUNAEUR', 'LUNAEUR', null],
  ])('the pair %s is %s', async (pair, symbol, feeAsset) => {
    trades({ trades: { TA: trade({ pair }) }, count: 1 });
    expect(await account.tradesSince(['BTC/USD'], 0)).toMatchObject([{ symbol, feeAsset }]);
  });

  test('a trade that comes while pages are read shifts them: each counts once, none is missed', async () => {
    trades(
      { trades: { TD: trade(), TC: trade() }, count: 3 },
      // One came on top: TC is pushed onto this page.
      { trades: { TC: trade(), TB: trade() }, count: 5 },
      { trades: { TA: trade() }, count: 5 },
    );
    const listed = await account.tradesSince(['BTC/USD'], 0);
    expect(listed.map(({ tradeId }) => tradeId)).toEqual(['TD', 'TC', 'TB', 'TA']);
  });

  test.each([
    ['a page that is missing', { trades: {}, count: 3 }],
    ['no list', {}],
    ['a row without its order', { trades: { TC: trade({ ordertxid: undefined }) }, count: 1 }],
    ['a row of neither side', { trades: { TC: trade({ type: 'x' }) }, count: 1 }],
    ['an unreadable fee', { trades: { TC: trade({ fee: 'none' }) }, count: 1 }],
    ['an unreadable time', { trades: { TC: trade({ time: 'x' }) }, count: 1 }],
  ])('%s on the second page fails the whole listing', async (_, page) => {
    trades({ trades: { TA: trade(), TB: trade() }, count: 4 }, page);
    await expect(account.tradesSince(['BTC/USD'], 0)).rejects.toMatchObject({
      name: 'ExchangeQueryError',
      reason: 'unavailable',
    });
  });
});

describe('orders', () => {
  test('open and closed ones, in any market, anybody’s; one that finishes in between counts once, as finished', async () => {
    kraken.answer(
      'OpenOrders',
      enveloped({ open: { OA: order({ status: 'open', vol_exec: '0' }), OB: order({ status: 'open' }) } }),
    );
    kraken.answer(
      'ClosedOrders',
      enveloped({
        closed: { OA: order(), OC: order({ descr: { pair: 'LUNAEUR', type: 'buy' }, cl_ord_id: 'mine' }) },
        count: 2,
      }),
    );
    const listed = await account.ordersSince(['BTC/USD'], 0);
    expect(listed.map(({ report, symbol, side }) => [report.exchangeOrderId, report.status, symbol, side])).toEqual([
      ['OA', 'closed', 'BTC/USD', 'sell'],
      ['OB', 'open', 'BTC/USD', 'sell'],
      ['OC', 'closed', 'LUNAEUR', 'buy'],
    ]);
    expect(listed.map(({ report }) => [report.clientOrderId, report.feeAsset])).toEqual([
      [null, 'USD'],
      [null, 'USD'],
      ['mine', null],
    ]);
  });

  test.each([
    ['no description', { descr: undefined }],
    ['no pair', { descr: { type: 'buy' } }],
    ['neither side', { descr: { pair: 'XBTUSD', type: 'x' } }],
    ['an unreadable fill', { vol_exec: 'x' }],
  ])('one row with %s fails the whole listing', async (_, changes) => {
    kraken.answer('OpenOrders', enveloped({ open: {} }));
    kraken.answer('ClosedOrders', enveloped({ closed: { OA: order(), OB: order(changes) }, count: 2 }));
    await expect(account.ordersSince(['BTC/USD'], 0)).rejects.toMatchObject({ name: 'ExchangeQueryError' });
  });

  test('a symbol that the exchange does not have is a failed query', async () => {
    await expect(account.ordersSince(['NOPE/USD'], 0)).rejects.toMatchObject({ name: 'ExchangeQueryError' });
  });
});
