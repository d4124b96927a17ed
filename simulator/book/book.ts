import { isZero, minus, plus, times, type DecimalText } from '../../domain/decimal.ts';
import { findPair, type Pair } from '../market/pairs.ts';
import type { ExchangeEvent, OrderTerms, Trade } from './events.ts';

export interface Order {
  readonly terms: OrderTerms;
  readonly pair: Pair;
  readonly account: Account;
  status: 'open' | 'closed' | 'canceled';
  reason: string | null;
  /** Base units. */
  filled: DecimalText;
  cost: DecimalText;
  fee: DecimalText;
  finishedAtMs: number | null;
  readonly trades: Trade[];
}

export interface Account {
  readonly name: string;
  /** By Kraken's asset code. */
  readonly balances: Map<string, DecimalText>;
  /** The part of the balances that open orders hold. */
  readonly holds: Map<string, DecimalText>;
  readonly open: Map<string, Order>;
  readonly openByClientId: Map<string, Order>;
  readonly byClientId: Map<string, Order[]>;
  /** In the order in which they finished. */
  readonly finished: Order[];
  /** In the order in which they happened. */
  readonly trades: Trade[];
}

export interface ApiKey {
  readonly key: string;
  readonly secret: string;
  readonly secretBytes: Buffer;
  readonly account: Account;
  readonly permissions: ReadonlySet<string>;
  readonly createdAtMs: number;
  lastNonce: bigint;
  revoked: boolean;
}

/** Who holds what and every order ever taken on. Changed by {@link applyToBook} alone. */
export interface Book {
  readonly keys: Map<string, ApiKey>;
  readonly accounts: Map<string, Account>;
  readonly orders: Map<string, Order>;
  readonly openByPair: Map<string, Set<Order>>;
  readonly trades: Map<string, Trade>;
}

export const emptyBook = (): Book => ({
  keys: new Map(),
  accounts: new Map(),
  orders: new Map(),
  openByPair: new Map(),
  trades: new Map(),
});

export const freeOf = (account: Account, asset: string): DecimalText =>
  minus(account.balances.get(asset) ?? '0', account.holds.get(asset) ?? '0');

export const remainingOf = (order: Order): DecimalText => minus(order.terms.volume, order.filled);

export function applyToBook(book: Book, event: ExchangeEvent): void {
  switch (event.kind) {
    case 'key-created':
      createKey(book, event);
      return;
    case 'key-revoked':
      keyOf(book, event.key).revoked = event.revoked;
      return;
    case 'nonce-used':
      keyOf(book, event.key).lastNonce = BigInt(event.nonce);
      return;
    case 'balance-changed':
      add(accountOf(book, event.account).balances, event.asset, event.change);
      return;
    case 'order-accepted':
      accept(book, event.order);
      return;
    case 'order-filled':
      fill(book, event.trade);
      return;
    case 'order-finished':
      finish(book, event);
      return;
    case 'play-set':
    case 'price-set':
    case 'status-set':
    case 'liquidity-set':
    case 'liquidity-taken':
      return; // the market's
  }
}

function createKey(book: Book, event: Extract<ExchangeEvent, { kind: 'key-created' }>): void {
  const account: Account = book.accounts.get(event.account) ?? {
    name: event.account,
    balances: new Map(),
    holds: new Map(),
    open: new Map(),
    openByClientId: new Map(),
    byClientId: new Map(),
    finished: [],
    trades: [],
  };
  book.accounts.set(account.name, account);
  book.keys.set(event.key, {
    key: event.key,
    secret: event.secret,
    secretBytes: Buffer.from(event.secret, 'base64'),
    account,
    permissions: new Set(event.permissions),
    createdAtMs: event.atMs,
    lastNonce: -1n,
    revoked: false,
  });
}

function accept(book: Book, terms: OrderTerms): void {
  const { account } = keyOf(book, terms.key);
  const pair = findPair(terms.pair);
  if (pair === null) throw new Error(`the state log names a pair that the simulator doesn't have: ${terms.pair}`);
  const order: Order = {
    terms,
    pair,
    account,
    status: 'open',
    reason: null,
    filled: '0',
    cost: '0',
    fee: '0',
    finishedAtMs: null,
    trades: [],
  };
  book.orders.set(terms.txid, order);
  account.open.set(terms.txid, order);
  const onPair = book.openByPair.get(pair.id);
  if (onPair === undefined) book.openByPair.set(pair.id, new Set([order]));
  else onPair.add(order);
  if (terms.clientOrderId !== null) {
    account.openByClientId.set(terms.clientOrderId, order);
    const sameId = account.byClientId.get(terms.clientOrderId);
    if (sameId === undefined) account.byClientId.set(terms.clientOrderId, [order]);
    else sameId.push(order);
  }
  hold(order, remainingOf(order));
}

function fill(book: Book, trade: Trade): void {
  const order = orderOf(book, trade.txid);
  const { account, pair, terms } = order;
  hold(order, minus('0', trade.volume));
  order.filled = plus(order.filled, trade.volume);
  order.cost = plus(order.cost, trade.cost);
  order.fee = plus(order.fee, trade.fee);
  order.trades.push(trade);
  account.trades.push(trade);
  book.trades.set(trade.id, trade);
  const { base, quote } = pair.rules;
  if (terms.side === 'buy') {
    add(account.balances, base, trade.volume);
    add(account.balances, quote, minus('0', plus(trade.cost, trade.fee)));
  } else {
    add(account.balances, base, minus('0', trade.volume));
    add(account.balances, quote, minus(trade.cost, trade.fee));
  }
}

function finish(book: Book, event: Extract<ExchangeEvent, { kind: 'order-finished' }>): void {
  const order = orderOf(book, event.txid);
  const { account, terms } = order;
  const remaining = remainingOf(order);
  if (!isZero(remaining)) hold(order, minus('0', remaining));
  order.status = event.status;
  order.reason = event.reason;
  order.finishedAtMs = event.atMs;
  account.open.delete(terms.txid);
  book.openByPair.get(order.pair.id)?.delete(order);
  if (terms.clientOrderId !== null) account.openByClientId.delete(terms.clientOrderId);
  account.finished.push(order);
}

/** An order that may rest holds what its remainder could cost, taker fee included; at the market's price, nothing. */
function hold(order: Order, volumeChange: DecimalText): void {
  const { account, pair, terms } = order;
  const rests = terms.restsUntilMs !== undefined || (terms.timeInForce === 'GTC' && terms.limitPrice !== null);
  if (!rests) return;
  if (terms.side === 'sell') add(account.holds, pair.rules.base, volumeChange);
  else if (terms.limitPrice !== null)
    add(account.holds, pair.rules.quote, times(times(volumeChange, terms.limitPrice), plus('1', pair.takerRate)));
}

const add = (amounts: Map<string, DecimalText>, asset: string, change: DecimalText): void => {
  amounts.set(asset, plus(amounts.get(asset) ?? '0', change));
};

function keyOf(book: Book, key: string): ApiKey {
  const found = book.keys.get(key);
  if (found === undefined) throw new Error('the state log names a key before creating it');
  return found;
}
function accountOf(book: Book, name: string): Account {
  const found = book.accounts.get(name);
  if (found === undefined) throw new Error(`the state log names an account before creating it: ${name}`);
  return found;
}
function orderOf(book: Book, txid: string): Order {
  const found = book.orders.get(txid);
  if (found === undefined) throw new Error(`the state log names an order before accepting it: ${txid}`);
  return found;
}
