import { dividedBy, isPositive, plus } from '../../domain/decimal.ts';
import { decimalOf, field, isRecord, textOf } from '../json.ts';
import type { Json, Venue } from '../venue.ts';
import { readAlpacaAnswer } from './alpaca-answers.ts';
import { balances } from './alpaca-balances.ts';
import { alpacaTakerFeeRate } from './alpaca-fees.ts';
import { tradesSince } from './alpaca-fills.ts';
import { orderSearches, ordersSince } from './alpaca-order-lists.ts';
import { addOrder, cancelOrder, orderById } from './alpaca-orders.ts';
import { alpacaRefusal } from './alpaca-refusals.ts';
import { alpacaGet } from './alpaca-requests.ts';

const live = 'https://api.alpaca.markets';
const paper = 'https://paper-api.alpaca.markets';

/** Alpaca's crypto market; an account's stocks and options are left alone. */
export const alpaca: Venue = {
  name: 'alpaca',
  ccxtId: 'alpaca',
  defaultBaseUrl: live,
  sandboxBaseUrl: paper,
  apiUrls: (baseUrl) => ({
    trader: baseUrl,
    market: baseUrl === live || baseUrl === paper ? 'https://data.alpaca.markets' : baseUrl,
  }),
  marketsNeedKey: true,
  // A page may be shorter than asked for: then the oldest are missing, not the newest.
  candleParams: { sort: 'desc' },
  credentialProblem: ({ apiKey, apiSecret }) => {
    if (!/^[\x21-\x7e]+$/.test(apiKey)) return 'the API key holds characters that no Alpaca key has';
    return /^[\x21-\x7e]+$/.test(apiSecret) ? null : 'the API secret holds characters that no Alpaca secret has';
  },
  orderFenceMs: null,
  // Alpaca counts per account (200 a minute), not per address: this only keeps one process decent.
  ipBudget: { weight: 100, perMs: 1_000 },
  // In Alpaca's own words it is one account that asked too much; otherwise something in front of it says so.
  refusesAddress: (status, errors) => status === 429 && errors.length === 0,
  defaultTakerFeeRate: alpacaTakerFeeRate,
  priceTick: (market) => decimalOf(field(market, 'price_increment')),
  marketSpellings: (market) => {
    const symbol = textOf(field(market, 'symbol'));
    return symbol === null ? [] : [symbol.replace('/', '')];
  },

  readAnswer: readAlpacaAnswer,
  refusal: alpacaRefusal,
  queryFailure: (errors) => {
    const code = alpacaRefusal(errors)?.code;
    if (code === 'CREDENTIAL_REJECTED') return 'credential-rejected';
    if (code === 'PERMISSION_DENIED') return 'permission-denied';
    return code === 'RATE_LIMITED' ? 'rate-limited' : 'unavailable';
  },

  addOrder,
  readOrderId: (result) => textOf(field(result, 'id')),
  orderSearches,
  orderById,
  ordersSince,
  tradesSince,
  cancelOrder,
  balances,
  permissions: { request: alpacaGet('v2/account'), read: readPermissions },
  tickers: (marketIds) => ({
    request: {
      path: 'v1beta3/crypto/{loc}/latest/quotes',
      api: ['market', 'public'],
      method: 'GET',
      params: { loc: 'us', symbols: marketIds.join(',') },
    },
    read: readQuotes,
  }),
  isMarketUnknown: (errors) => errors.some((error) => /^400 invalid symbol/i.test(error)),
};

/** Alpaca tells nothing of a key's rights, only what an account is barred from. */
function readPermissions(account: Json): { readonly trade: boolean | null; readonly withdraw: null } | null {
  if (textOf(field(account, 'status')) === null) return null;
  const barred = ['trading_blocked', 'account_blocked', 'trade_suspended_by_user'].some(
    (name) => field(account, name) === true,
  );
  const withoutCrypto = ['INACTIVE', 'SUBMISSION_FAILED'].includes(textOf(field(account, 'crypto_status')) ?? '');
  return { trade: barred || withoutCrypto ? false : null, withdraw: null };
}

/** Midway between bid and ask: trades are so rare here that the last one may be hours old. */
function readQuotes(result: Json): Readonly<Record<string, string>> | null {
  const quotes = field(result, 'quotes');
  if (!isRecord(quotes)) return null;
  const prices: Record<string, string> = {};
  for (const [marketId, quote] of Object.entries(quotes)) {
    const bid = decimalOf(field(quote, 'bp'));
    const ask = decimalOf(field(quote, 'ap'));
    if (bid === null || ask === null) return null;
    if (isPositive(bid) && isPositive(ask)) prices[marketId] = dividedBy(plus(bid, ask), '2');
  }
  return prices;
}
