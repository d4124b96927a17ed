import { isPositive } from '../../domain/decimal.ts';
import { decimalOf, field, textOf } from '../json.ts';
import type { Json, Venue, VenueQuery } from '../venue.ts';
import { orderIdOf, readAnswer } from './coinbase-answers.ts';
import { credentialProblem } from './coinbase-key.ts';
import { addOrder, cancelOrder, orderById, orderSearches, ordersSince } from './coinbase-orders.ts';
import { rowsOf } from './coinbase-pages.ts';
import { coinbaseRefusal, queryFailure } from './coinbase-refusals.ts';
import { ipBudget, marketsWeight, publicGet, publicWeight } from './coinbase-requests.ts';
import { tradesSince } from './coinbase-trades.ts';
import { permissions, walletsPage } from './coinbase-wallets.ts';

/** Coinbase Advanced Trade, spot. */
export const coinbase: Venue = {
  name: 'coinbase',
  ccxtId: 'coinbase',
  defaultBaseUrl: 'https://api.coinbase.com',
  // Its sandbox gives the same canned answers to everything.
  sandboxBaseUrl: null,
  apiUrls: (baseUrl) => ({ rest: baseUrl }),
  // Its assets go by their common names already; the list of them is on another, older interface.
  ccxtHas: { fetchCurrencies: false },
  credentialProblem,
  // A client order id names one order for good: sending it again hands back the first one.
  orderFenceMs: null,
  ipBudget,
  marketsWeight,
  candlesWeight: publicWeight,
  // A private call is refused for its user's sake, who may have other programs: no reason to hold back anyone else's.
  refusesAddress: () => false,
  defaultTakerFeeRate: '0.012',
  priceTick: () => null,

  readAnswer,
  refusal: coinbaseRefusal,
  queryFailure,

  addOrder,
  readOrderId: orderIdOf,
  orderSearches,
  orderById,
  ordersSince,
  tradesSince,
  cancelOrder,
  balances: [walletsPage()],
  permissions,
  tickers: (marketIds): VenueQuery<Readonly<Record<string, string>>> => ({
    request: publicGet('market/products', { product_ids: marketIds }),
    read: readPrices,
  }),
  isMarketUnknown: (errors) => errors.some((error) => /^(INVALID_PRODUCT_ID|NOT_FOUND|INVALID_ARGUMENT):/.test(error)),
};

/** A product that never traded has no price and is left out. */
function readPrices(result: Json): Readonly<Record<string, string>> | null {
  const products = rowsOf(result, 'products');
  if (products === null) return null;
  const prices: Record<string, string> = {};
  for (const product of products) {
    const productId = textOf(field(product, 'product_id'));
    if (productId === null) return null;
    const price = decimalOf(field(product, 'price'));
    if (price !== null && isPositive(price)) prices[productId] = price;
  }
  return prices;
}
