import Big from 'big.js';
import type { Book, BookOrder, DoubleAccount } from './binance-book.ts';
import { marketById } from './binance-markets.ts';
import type { DoubleMarket } from './binance-markets.ts';
import { badRequest, unauthorized } from './binance-refusal.ts';

const known = new Set([
  'symbol',
  'side',
  'type',
  'timeInForce',
  'quantity',
  'price',
  'newClientOrderId',
  'newOrderRespType',
  'recvWindow',
  'timestamp',
  'signature',
]);

/** `POST /api/v3/order`: every check of Binance's that an order of Lockstep's could fail, then the book. */
export function placeOrder(book: Book, account: DoubleAccount, params: URLSearchParams): BookOrder {
  const sent = [...params.keys()];
  const read = sent.filter((name) => known.has(name));
  if (read.length < sent.length) {
    const counts = `read '${read.length}' parameter(s) but was sent '${sent.length}'`;
    throw badRequest(-1104, `Not all sent parameters were read; ${counts}.`);
  }
  if (!account.mayTrade) throw unauthorized(-2015, 'Invalid API-key, IP, or permissions for action.');
  const market = marketById(params.get('symbol'));
  if (market === undefined) throw badRequest(-1121, 'Invalid symbol.');
  const side = params.get('side');
  if (side !== 'BUY' && side !== 'SELL') throw badRequest(-1117, 'Invalid side.');
  const type = params.get('type');
  if (type !== 'MARKET' && type !== 'LIMIT') throw badRequest(-1116, 'Invalid orderType.');

  const quantity = amount(params, 'quantity');
  const price = type === 'LIMIT' ? amount(params, 'price') : null;
  if (type === 'MARKET' && (params.has('price') || params.has('timeInForce'))) {
    throw badRequest(-1106, "Parameter 'timeInForce' sent when not required.");
  }
  checkFilters(market, quantity, price);
  return book.place({
    account,
    market,
    side,
    type,
    quantity,
    price,
    clientOrderId: clientOrderIdOf(params),
    timeInForce: type === 'MARKET' || timeInForce(params) === 'IOC' ? 'IOC' : 'GTC',
  });
}

function amount(params: URLSearchParams, name: string): Big {
  const text = params.get(name);
  if (text === null || text === '') {
    throw badRequest(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`);
  }
  if (!/^([0-9]{1,20})(\.[0-9]{1,20})?$/.test(text)) {
    throw badRequest(
      -1100,
      `Illegal characters found in parameter '${name}'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.`,
    );
  }
  return new Big(text);
}

function timeInForce(params: URLSearchParams): string {
  const text = params.get('timeInForce');
  if (text !== 'GTC' && text !== 'IOC') throw badRequest(-1115, 'Invalid timeInForce.');
  return text;
}

function clientOrderIdOf(params: URLSearchParams): string {
  const text = params.get('newClientOrderId') ?? `auto${Math.random().toString(36).slice(2)}`;
  if (/^[.A-Z:/a-z0-9_-]{1,36}$/.test(text)) return text;
  throw badRequest(
    -1100,
    "Illegal characters found in parameter 'newClientOrderId'; legal range is '^[\\.A-Z\\:/a-z0-9_-]{1,36}$'.",
  );
}

const isMultiple = (amount: Big, step: string): boolean => amount.mod(step).eq(0);

function checkFilters(market: DoubleMarket, quantity: Big, price: Big | null): void {
  if (quantity.lt(market.minQty) || !isMultiple(quantity, market.stepSize)) {
    throw badRequest(-1013, 'Filter failure: LOT_SIZE');
  }
  if (price === null) return;
  if (!isMultiple(price, market.tickSize)) throw badRequest(-1013, 'Filter failure: PRICE_FILTER');
  if (price.times(quantity).lt(market.minNotional)) throw badRequest(-1013, 'Filter failure: NOTIONAL');
}
