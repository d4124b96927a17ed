import { isPositive, plus } from '../../domain/decimal.ts';
import type { AssetBalance } from '../../domain/account-snapshot.ts';
import type { OrderPlan } from '../../domain/order.ts';
import { decimalOf, field, isRecord, textOf } from '../json.ts';
import type { Json, Venue, VenueAnswer, VenueRequest } from '../venue.ts';
import { orderSearches, ordersSince, tradesSince } from './binance-history.ts';
import { exchangeIdOf, numberOf, wholeNumber } from './binance-ids.ts';
import { orderById } from './binance-orders.ts';
import { binanceRefusal, saysKeyRefused, saysNothingToCancel } from './binance-refusals.ts';
import { deleteOrder, getAccount, getApiRestrictions, getPrices, postOrder, readRows } from './binance-requests.ts';

/** Older orders Binance does not hand on to its matching engine. */
const orderWindowMs = 3_000;
/** For so long Binance itself waits for its engine. */
const engineMs = 10_000;
const orderFenceMs = orderWindowMs + engineMs;

/** The testnet has no `/sapi`. */
const noSuchPath = 'HTTP 404';

export const binance: Venue = {
  name: 'binance',
  ccxtId: 'binance',
  defaultBaseUrl: 'https://api.binance.com',
  sandboxBaseUrl: 'https://testnet.binance.vision',
  apiUrls: (baseUrl) => ({ public: `${baseUrl}/api/v3`, private: `${baseUrl}/api/v3`, sapi: `${baseUrl}/sapi/v1` }),
  ccxtOptions: { fetchMarkets: { types: ['spot'] }, fetchCurrencies: false, fetchMargins: false, recvWindow: 5_000 },
  credentialProblem: ({ apiKey, apiSecret }) => {
    if (!/^[\x21-\x7e]+$/.test(apiKey)) return 'the API key holds characters that no Binance key has';
    if (apiSecret.includes('PRIVATE KEY')) return 'the API secret is a private key; an HMAC key is needed';
    return /^[\x21-\x7e]+$/.test(apiSecret) ? null : 'the API secret holds characters that no Binance secret has';
  },
  orderFenceMs,
  ipBudget: { weight: 6_000, perMs: 60_000 },
  marketsWeight: 20,
  candlesWeight: 2,
  // -1015 counts one account's orders.
  refusesAddress: (status, errors) =>
    status === 418 || (status === 429 && !errors.some((error) => error.startsWith('-1015 '))),
  dollarCoin: 'USDT',
  defaultTakerFeeRate: '0.001',
  priceTick: () => null,

  readAnswer,
  refusal: binanceRefusal,
  queryFailure: (errors) => {
    const code = binanceRefusal(errors)?.code;
    if (code === 'CREDENTIAL_REJECTED' || saysKeyRefused(errors)) return 'credential-rejected';
    if (code === 'PERMISSION_DENIED') return 'permission-denied';
    return code === 'RATE_LIMITED' ? 'rate-limited' : 'unavailable';
  },

  addOrder,
  readOrderId,
  orderSearches,
  orderById,
  ordersSince,
  tradesSince,
  cancelOrder: (exchangeOrderId, market) => ({
    request: deleteOrder({ symbol: market.id, orderId: numberOf(exchangeOrderId) }),
    read: (result) => (field(result, 'status') === 'CANCELED' ? true : null),
    readErrors: (errors) => (saysNothingToCancel(errors) ? true : null),
  }),
  balances: [
    {
      request: getAccount(),
      read(result) {
        const rows = readRows(field(result, 'balances'), readBalance);
        return rows && { rows, next: null };
      },
    },
  ],
  permissions: {
    request: getApiRestrictions(),
    read: readPermissions,
    readErrors: (errors) => (errors.includes(noSuchPath) ? { trade: null, withdraw: null } : null),
  },
  tickers: (marketIds) => ({ request: getPrices(marketIds), read: readPrices }),
  isMarketUnknown: (errors) => binanceRefusal(errors)?.code === 'MARKET_UNKNOWN',
};

/** Of 5xx Binance says itself that it tells nothing of what became of a request. */
function readAnswer(status: number, body: Json): VenueAnswer {
  if (status === 200)
    return isRecord(body) || Array.isArray(body) ? { kind: 'result', result: body } : { kind: 'foreign' };
  const code = textOf(field(body, 'code'));
  const text = textOf(field(body, 'msg'));
  if (status < 400 || status >= 500) return { kind: 'foreign' };
  if (code !== null && text !== null) return { kind: 'errors', errors: [`${code} ${text}`] };
  return status === 404 ? { kind: 'errors', errors: [noSuchPath] } : { kind: 'foreign' };
}

function addOrder(plan: OrderPlan, marketId: string, fenceAtMs: number | null): VenueRequest {
  return postOrder({
    symbol: marketId,
    side: plan.side === 'buy' ? 'BUY' : 'SELL',
    type: plan.type === 'market' ? 'MARKET' : 'LIMIT',
    quantity: plan.quantity,
    ...(plan.limitPrice !== null && { price: plan.limitPrice, timeInForce: 'IOC' }),
    newClientOrderId: plan.clientOrderId,
    newOrderRespType: 'FULL',
    recvWindow: String(orderWindowMs),
    ...(fenceAtMs !== null && { timestamp: String(fenceAtMs - orderFenceMs) }),
  });
}

function readOrderId(result: Json): string | null {
  const id = textOf(field(result, 'symbol'));
  const number = wholeNumber(field(result, 'orderId'));
  return id === null || number === null ? null : exchangeIdOf({ id }, number);
}

function readBalance(row: Json): AssetBalance | null {
  const asset = textOf(field(row, 'asset'));
  const free = decimalOf(field(row, 'free'));
  const locked = decimalOf(field(row, 'locked'));
  return asset === null || free === null || locked === null ? null : { asset, total: plus(free, locked), free };
}

const waysOut = ['enableWithdrawals', 'enableInternalTransfer', 'permitsUniversalTransfer'];

/** Null as a whole: not the answer that was asked for. */
function readPermissions(result: Json): { readonly trade: boolean | null; readonly withdraw: boolean | null } | null {
  if (typeof field(result, 'enableReading') !== 'boolean') return null;
  const trade = field(result, 'enableSpotAndMarginTrading');
  const ways = waysOut.map((name) => field(result, name));
  const isClosed = ways.every((way) => way === false);
  return {
    trade: typeof trade === 'boolean' ? trade : null,
    withdraw: ways.includes(true) || (isClosed ? false : null),
  };
}

/** A market that never traded has no last price and is left out. */
function readPrices(result: Json): Readonly<Record<string, string>> | null {
  const rows = readRows(result, (row) => {
    const id = textOf(field(row, 'symbol'));
    const price = decimalOf(field(row, 'price'));
    return id === null || price === null ? null : ([id, price] as const);
  });
  return rows && Object.fromEntries(rows.filter(([, price]) => isPositive(price)));
}
