import { isPositive, larger, minus } from '../../domain/decimal.ts';
import type { AssetBalance } from '../../domain/account-snapshot.ts';
import type { OrderPlan } from '../../domain/order.ts';
import { decimalOf, field, isListOfText, isRecord, textOf } from '../json.ts';
import type { Json, Page, Venue, VenueAnswer, VenueQuery, VenueRequest } from '../venue.ts';
import { orderById, orderSearches, ordersSince } from './kraken-orders.ts';
import { krakenRefusal } from './kraken-refusals.ts';
import { privatePost } from './kraken-requests.ts';
import { tradesSince } from './kraken-trades.ts';

export const kraken: Venue = {
  name: 'kraken',
  ccxtId: 'kraken',
  defaultBaseUrl: 'https://api.kraken.com',
  sandboxBaseUrl: null,
  apiUrls: (baseUrl) => ({ public: baseUrl, private: baseUrl }),
  countsNonces: true,
  credentialProblem: ({ apiKey, apiSecret }) => {
    if (!/^[\x21-\x7e]+$/.test(apiKey)) return 'the API key holds characters that no Kraken key has';
    return isBase64(apiSecret) ? null : 'the API secret is not base64, as every Kraken secret is';
  },
  orderFenceMs: 5_000,
  ipBudget: { weight: 4_000, perMs: 1_000 },
  defaultTakerFeeRate: '0.004',
  priceTick: (market) => decimalOf(field(market, 'tick_size')),
  marketSpellings: (market) =>
    [field(market, 'altname'), field(market, 'wsname')].flatMap((name) => textOf(name) ?? []),

  readAnswer,
  refusal: krakenRefusal,
  queryFailure: (errors) => {
    const code = krakenRefusal(errors)?.code;
    if (code === 'CREDENTIAL_REJECTED') return 'credential-rejected';
    if (code === 'PERMISSION_DENIED') return 'permission-denied';
    return errors.some((error) => /rate limit|too many requests|lockout/i.test(error)) ? 'rate-limited' : 'unavailable';
  },

  addOrder,
  readOrderId: (result) => {
    const txid = field(result, 'txid');
    return isListOfText(txid) ? textOf(txid[0]) : null;
  },
  orderSearches,
  orderById,
  ordersSince,
  tradesSince,
  cancelOrder: (exchangeOrderId) => ({
    request: privatePost('CancelOrder', { txid: exchangeOrderId }),
    read: (result) => (decimalOf(field(result, 'count')) === null ? null : true),
    // Nothing of it is open any more, which is all that a cancel is for.
    readErrors: (errors) => (errors.every((error) => error.startsWith('EOrder:Unknown order')) ? true : null),
  }),
  balances: [{ request: privatePost('BalanceEx'), read: readBalances }],
  permissions: {
    request: privatePost('GetApiKeyInfo'),
    read: (result) => readPermissions(field(result, 'permissions')),
    readErrors: (errors) => (errors.some((error) => /unknown method|permission denied/i.test(error)) ? unproven : null),
  },
  tickers: (marketIds): VenueQuery<Readonly<Record<string, string>>> => ({
    request: { path: 'Ticker', api: 'public', method: 'GET', params: { pair: marketIds.join(',') } },
    read: readTickers,
  }),
  isMarketUnknown: (errors) => errors.some((error) => krakenRefusal([error])?.code === 'MARKET_UNKNOWN'),
};

/** Kraken answers 200 to whatever reached it; any other status comes from something in front of it. */
function readAnswer(status: number, body: Json): VenueAnswer {
  const listed = field(body, 'error');
  if (status !== 200 || !isListOfText(listed)) return { kind: 'foreign' };
  const errors = listed.filter((text) => !text.startsWith('W'));
  if (errors.length > 0) {
    // Errors beside an order contradict each other: nothing is proven then.
    return field(field(body, 'result'), 'txid') === undefined ? { kind: 'errors', errors } : { kind: 'foreign' };
  }
  const result = field(body, 'result');
  return result === undefined || result === null ? { kind: 'foreign' } : { kind: 'result', result };
}

function addOrder(plan: OrderPlan, marketId: string, fenceAtMs: number | null): VenueRequest {
  return privatePost('AddOrder', {
    pair: marketId,
    type: plan.side,
    ordertype: plan.type === 'market' ? 'market' : 'limit',
    volume: plan.quantity,
    ...(plan.limitPrice !== null && { price: plan.limitPrice, timeinforce: 'IOC' }),
    // Fee in quote, so that what is bought is what arrives.
    oflags: 'fciq',
    cl_ord_id: plan.clientOrderId,
    ...(fenceAtMs !== null && { deadline: new Date(fenceAtMs).toISOString() }),
  });
}

function readBalances(result: Json): Page<AssetBalance> | null {
  if (!isRecord(result)) return null;
  const balances: AssetBalance[] = [];
  for (const [asset, row] of Object.entries(result)) {
    const total = decimalOf(field(row, 'balance'));
    const held = decimalOf(field(row, 'hold_trade') ?? '0');
    if (total === null || held === null) return null;
    balances.push({ asset, total, free: larger('0', minus(total, held)) });
  }
  return { rows: balances, next: null };
}

const unproven = { trade: null, withdraw: null };

/** What GetApiKeyInfo has been seen to list. With a right not among them nothing is ruled out. */
const knownRights: ReadonlySet<string> = new Set([
  'query-funds',
  'add-funds',
  'withdraw-funds',
  'earn-funds',
  'query-open-trades',
  'query-closed-trades',
  'modify-trades',
  'close-trades',
  'query-ledger',
  'export-data',
  'create-ws-token',
  'access-websockets',
  'add-withdraw-address',
  'update-withdraw-address',
]);

function readPermissions(rights: Json): { readonly trade: boolean | null; readonly withdraw: boolean | null } {
  if (!isListOfText(rights)) return unproven;
  const allKnown = rights.every((right) => knownRights.has(right));
  const has = (test: (right: string) => boolean): boolean | null => rights.some(test) || (allKnown ? false : null);
  return {
    trade: has((right) => right === 'modify-trades'),
    withdraw: has((right) => right.includes('withdraw')),
  };
}

/** A pair that never traded has no last price and is left out. */
function readTickers(result: Json): Readonly<Record<string, string>> | null {
  if (!isRecord(result)) return null;
  const prices: Record<string, string> = {};
  for (const [marketId, ticker] of Object.entries(result)) {
    const last = field(ticker, 'c');
    if (!Array.isArray(last)) return null;
    const price = decimalOf(last[0] as Json);
    if (price === null) return null;
    if (isPositive(price)) prices[marketId] = price;
  }
  return prices;
}

const isBase64 = (text: string): boolean =>
  text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
