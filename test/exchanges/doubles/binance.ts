import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { canonical } from '../../../domain/decimal.ts';
import { credentialOf } from '../../../exchanges/credential.ts';
import type { Credential } from '../../../exchanges/credential.ts';
import type { DoubleOrder, VenueDouble } from '../conformance/venue-double.ts';
import { openBook } from './binance-book.ts';
import type { Book, BookOrder, DoubleAccount } from './binance-book.ts';
import { publicEndpoints, signedEndpoints } from './binance-endpoints.ts';
import { answerThrough, openFaults } from './binance-faults.ts';
import type { Answer } from './binance-faults.ts';
import { marketBySymbol } from './binance-markets.ts';
import { BinanceRefusal } from './binance-refusal.ts';
import { signerOf } from './binance-signature.ts';
import type { ReceivedRequest } from './binance-signature.ts';
import { openWallet } from './binance-wallet.ts';

export interface BinanceDouble extends VenueDouble {
  readonly book: VenueDouble['book'];
  /** What has no place in the common face of a double. */
  readonly engine: Book;
  readonly accountOf: (credential: Credential) => DoubleAccount;
  /** Every request so far, such as `GET /api/v3/order`, with its parameters. */
  readonly requests: readonly { readonly endpoint: string; readonly params: URLSearchParams }[];
}

/** Binance's spot exchange over HTTP; the testnet is without `/sapi`. Its clock may be ahead of ours. */
export async function startBinanceDouble({ isTestnet = false, aheadMs = 0 } = {}): Promise<BinanceDouble> {
  const engine = openBook();
  const faults = openFaults();
  const accounts: DoubleAccount[] = [];
  const requests: { endpoint: string; params: URLSearchParams }[] = [];

  function work(endpoint: string, request: ReceivedRequest, params: URLSearchParams): Answer {
    try {
      const isAbsent = isTestnet && request.path.startsWith('/sapi/');
      const open = publicEndpoints[endpoint];
      const signed = signedEndpoints[endpoint];
      if (isAbsent || (open === undefined && signed === undefined)) return { status: 404, body: '' };
      const result = open
        ? open(engine, params)
        : signed?.(engine, params, signerOf(request, accounts, Date.now() + aheadMs));
      return { status: 200, body: JSON.stringify(result) };
    } catch (error) {
      if (!(error instanceof BinanceRefusal)) throw error;
      return { status: error.status, body: JSON.stringify({ code: error.code, msg: error.message }) };
    }
  }

  const server = createServer((message, response) => {
    void receive(message).then((request) => {
      const endpoint = `${request.method} ${request.path}`;
      const params = new URLSearchParams([request.query, request.body].filter((part) => part !== '').join('&'));
      requests.push({ endpoint, params });
      answerThrough(faults.take(endpoint), () => work(endpoint, request, params), response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    engine,
    requests,
    accountOf: ({ apiKey }) => {
      const account = accounts.find((known) => known.apiKey === apiKey);
      if (account === undefined) throw new Error('no such account');
      return account;
    },
    newAccount: async ({ balances = {}, mayTrade = true, mayWithdraw = false } = {}) => {
      const [apiKey, apiSecret] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
      accounts.push({ apiKey, apiSecret, mayTrade, mayWithdraw, wallet: openWallet(balances), paysFeesInBnb: false });
      return credentialOf(apiKey, apiSecret);
    },
    setPrice: async (symbol, price) => engine.setPrice(marketBySymbol(symbol).id, price),
    setDepth: async (symbol, quantity) => engine.setDepth(marketBySymbol(symbol).id, quantity),
    holdOrders: async (isHolding) => engine.hold(isHolding),
    fillResting: async () => engine.fillResting(),
    addFault: async (fault) => faults.add(fault),
    book: async () => engine.orders.map(doubleOrder),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
  const [path = '', query = ''] = (message.url ?? '').split('?');
  return { method: message.method ?? '', path, query, body: await text(message), headers: message.headers };
}

/** With its market's name before it: Binance numbers the orders of each market by themselves. */
const doubleOrder = (order: BookOrder): DoubleOrder => ({
  exchangeOrderId: `${order.market.id}-${order.number}`,
  clientOrderId: order.clientOrderId,
  symbol: order.market.symbol,
  side: order.side === 'BUY' ? 'buy' : 'sell',
  quantity: canonical(order.quantity.toFixed()),
  filledQuantity: canonical(order.filled.toFixed()),
  status:
    order.status === 'FILLED'
      ? 'closed'
      : order.status === 'CANCELED' || order.status === 'EXPIRED'
        ? 'cancelled'
        : 'open',
});
