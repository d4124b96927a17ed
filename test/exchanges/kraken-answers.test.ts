import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { enveloped, openAccountAt, startRawKraken } from './raw-kraken.ts';
import type { RawKraken } from './raw-kraken.ts';

const ours = '2c1d0f60-5b0e-8c1a-9d3f-0123456789ab';
const row = (changes: object = {}): object => ({
  refid: null,
  userref: 0,
  cl_ord_id: ours,
  status: 'closed',
  opentm: 1688665496.7808,
  closetm: 1688665499.1922,
  descr: { pair: 'XBTUSD', type: 'buy', ordertype: 'market', price: '0', price2: '0' },
  vol: '1.25000000',
  vol_exec: '1.25000000',
  cost: '27526.2',
  fee: '26.2',
  price: '27500.0',
  oflags: 'fciq',
  trades: ['TZX2WP-XSEOP-FP7WYR'],
  ...changes,
});

let kraken: RawKraken;
let account: ExchangeAccount;
beforeEach(async () => {
  kraken = await startRawKraken();
  account = openAccountAt(kraken.url);
});
afterEach(async () => {
  await kraken.close();
});

describe('looking for an order by our id', () => {
  const find = () => account.findOrder(ours, 'BTC/USD', 1_700_000_000_000);
  beforeEach(() => {
    kraken.answer('OpenOrders', enveloped({ open: {} }));
    kraken.answer('ClosedOrders', enveloped({ closed: {}, count: 0 }));
  });

  test('asks both lists for it, from a minute before', async () => {
    expect(await find()).toEqual({ kind: 'absent' });
    const [open] = kraken.requestsTo('OpenOrders');
    const [closed] = kraken.requestsTo('ClosedOrders');
    expect([open?.params.get('cl_ord_id'), closed?.params.get('cl_ord_id')]).toEqual([ours, ours]);
    expect(closed?.params.get('start')).toBe('1699999940');
  });

  test('orders of the person, under other ids, are none of ours', async () => {
    kraken.answer('OpenOrders', enveloped({ open: { OA: row({ cl_ord_id: 'mine', status: 'open' }) } }));
    kraken.answer('ClosedOrders', enveloped({ closed: { OB: row({ cl_ord_id: 'too' }), OC: row() }, count: 2 }));
    expect(await find()).toMatchObject({ kind: 'found', order: { exchangeOrderId: 'OC' } });
  });

  test.each([null, undefined, ''])('a row with the id %j proves nothing: a failed query, not absence', async (id) => {
    kraken.answer('ClosedOrders', enveloped({ closed: { OB: row({ cl_ord_id: id }) }, count: 1 }));
    await expect(find()).rejects.toMatchObject({ name: 'ExchangeQueryError' });
  });

  test('is looked for to the last page', async () => {
    const pages: Readonly<Record<string, object>> = {
      '': { closed: { OA: row({ cl_ord_id: 'a' }), OB: row({ cl_ord_id: 'b' }) }, count: 3 },
      '2': { closed: { OC: row() }, count: 3 },
    };
    kraken.answer('ClosedOrders', ({ params }, response) => {
      response.end(enveloped(pages[params.get('ofs') ?? '']));
    });
    expect(await find()).toMatchObject({ kind: 'found', order: { exchangeOrderId: 'OC' } });
  });

  test('a page that is missing is no end', async () => {
    kraken.answer('ClosedOrders', enveloped({ closed: {}, count: 7 }));
    await expect(find()).rejects.toMatchObject({ name: 'ExchangeQueryError' });
  });

  test('an order that finishes between the two looks is reported once, as finished', async () => {
    kraken.answer('OpenOrders', enveloped({ open: { OA: row({ status: 'open', vol_exec: '0.1' }) } }));
    kraken.answer('ClosedOrders', enveloped({ closed: { OA: row() }, count: 1 }));
    const found = await find();
    expect(found).toMatchObject({ kind: 'found', order: { status: 'closed', filledQuantity: '1.25' } });
    expect(found).not.toHaveProperty('alsoFound');
  });

  const broken: readonly (readonly [string, string])[] = [
    ['no list', enveloped({})],
    ['a list that is none', enveloped({ open: [], closed: [] })],
    ['rows that are none', enveloped({ open: { OA: 7 }, closed: { OA: 7 } })],
    [
      'an unreadable fill',
      enveloped({ open: { OA: row({ vol_exec: 'NaN' }) }, closed: { OA: row({ vol_exec: '' }) } }),
    ],
    [
      'a status of no known meaning',
      enveloped({ open: { OA: row({ status: 'x' }) }, closed: { OA: row({ status: '' }) } }),
    ],
  ];
  test.each(
    broken.flatMap(([name, body]) => [[name, 'OpenOrders', body] as const, [name, 'ClosedOrders', body] as const]),
  )('%s in %s: a failed query, not absence', async (_, endpoint, body) => {
    kraken.answer(endpoint, body);
    await expect(find()).rejects.toMatchObject({ name: 'ExchangeQueryError', reason: 'unavailable' });
  });
});

describe('one order', () => {
  const read = async (changes: object) => {
    kraken.answer('QueryOrders', enveloped({ OA: row(changes) }));
    return account.orderById('OA', 'BTC/USD');
  };
  test.each([
    [{ status: 'pending' }, { status: 'open' }],
    [{ status: 'canceled' }, { status: 'cancelled' }],
    [{ status: 'expired' }, { status: 'expired' }],
    [{ oflags: 'fcib' }, { feeAsset: 'BTC' }],
    [{ oflags: '' }, { feeAsset: 'USD' }],
    [
      { vol_exec: '0.00000000', cost: '0.00000', fee: '0' },
      { averagePrice: null, feeAsset: null, cost: '0' },
    ],
    [{ trades: undefined }, { tradeIds: [] }],
    [{ cl_ord_id: undefined }, { clientOrderId: null }],
  ])('%j reads as %j', async (changes, expected) => {
    expect(await read(changes)).toMatchObject(expected);
  });

  test('numbers that are no text keep every digit', async () => {
    const body = enveloped({ OA: row() }).replace('"27526.2"', '27526.20000000000000000001').replace('"26.2"', '1e-8');
    kraken.answer('QueryOrders', body);
    expect(await account.orderById('OA', 'BTC/USD')).toMatchObject({
      cost: '27526.20000000000000000001',
      feeAmount: '0.00000001',
    });
  });
});

describe('balances', () => {
  test('common names; coins that are lent, staked or on hold stay apart; nothing of what is zero', async () => {
    kraken.answer(
      'BalanceEx',
      '{"error":[],"result":{"ZUSD":{"balance":25435.21,"hold_trade":8249.76},"XXBT":{"balance":"1.2435000000","hold_trade":"0.8423"},' +
        '"XXDG":{"balance":"5"},"XBT.F":{"balance":"0.5","hold_trade":"0"},"USD.HOLD":{"balance":"3","hold_trade":"0"},"SOL":{"balance":"0.0000","hold_trade":"0"}}}',
    );
    expect(await account.balances()).toEqual([
      { asset: 'USD', total: '25435.21', free: '17185.45' },
      { asset: 'BTC', total: '1.2435', free: '0.4012' },
      { asset: 'DOGE', total: '5', free: '5' },
      { asset: 'BTC.F', total: '0.5', free: '0.5' },
      { asset: 'USD.HOLD', total: '3', free: '3' },
    ]);
  });

  test('two coins that would get one name keep their own', async () => {
    kraken.answer('BalanceEx', enveloped({ XREP: { balance: '1' }, REPV2: { balance: '2' } }));
    expect((await account.balances()).map(({ asset }) => asset)).toEqual(['XREP', 'REPV2']);
  });

  test.each([
    '{}',
    '',
    '<html>',
    '{"error":[]}',
    enveloped([]),
    enveloped({ ZUSD: '5' }),
    enveloped({ ZUSD: { balance: 'many' } }),
  ])('an answer that is none (%s) is no empty account', async (body) => {
    kraken.answer('BalanceEx', body);
    await expect(account.balances()).rejects.toMatchObject({ name: 'ExchangeQueryError' });
  });

  test.each([
    ['EAPI:Invalid key', 'credential-rejected'],
    ['EAPI:Invalid signature', 'credential-rejected'],
    ['EGeneral:Permission denied', 'permission-denied'],
    ['EAPI:Rate limit exceeded', 'rate-limited'],
    ['EGeneral:Too many requests', 'rate-limited'],
    ['EGeneral:Temporary lockout', 'rate-limited'],
    ['EAPI:Invalid nonce', 'unavailable'],
    ['EService:Unavailable', 'unavailable'],
  ])('%s is %s', async (error, reason) => {
    kraken.answer('BalanceEx', enveloped({}, [error]));
    await expect(account.balances()).rejects.toMatchObject({ reason, message: `kraken BalanceEx: ${error}` });
  });
});

describe('what a key may do', () => {
  const none = { trade: null, withdraw: null };
  test.each([
    [['query-funds', 'modify-trades', 'close-trades'], { trade: true, withdraw: false }],
    [['query-funds'], { trade: false, withdraw: false }],
    [['modify-trades', 'withdraw-funds'], { trade: true, withdraw: true }],
    [['modify-trades', 'withdraw-everything'], { trade: true, withdraw: true }],
    [['modify-trades', 'send-coins-away'], { trade: true, withdraw: null }],
    [['send-coins-away'], none],
    [{ 'modify-trades': true }, none],
    [undefined, none],
  ])('%j', async (permissions, expected) => {
    kraken.answer('GetApiKeyInfo', enveloped({ api_key_name: 'x', permissions }));
    expect(await account.permissions()).toMatchObject(expected);
  });

  test('an exchange without that question proves nothing', async () => {
    kraken.answer('GetApiKeyInfo', enveloped({}, ['EGeneral:Unknown method']));
    expect(await account.permissions()).toMatchObject(none);
  });

  test('a refused key is named as such', async () => {
    kraken.answer('GetApiKeyInfo', enveloped({}, ['EAPI:Invalid key']));
    await expect(account.permissions()).rejects.toMatchObject({ reason: 'credential-rejected' });
  });
});

test('a cancel: done, already done, or failed', async () => {
  kraken.answer('CancelOrder', enveloped({ count: 1 }));
  await account.cancelOrder('OA', 'BTC/USD');
  expect(kraken.requestsTo('CancelOrder')[0]?.params.get('txid')).toBe('OA');
  kraken.answer('CancelOrder', enveloped(undefined, ['EOrder:Unknown order']));
  await account.cancelOrder('OA', 'BTC/USD');
  for (const body of ['{}', enveloped({}), enveloped({}, ['EService:Busy'])]) {
    kraken.answer('CancelOrder', body);
    await expect(account.cancelOrder('OA', 'BTC/USD')).rejects.toMatchObject({ name: 'ExchangeQueryError' });
  }
});
