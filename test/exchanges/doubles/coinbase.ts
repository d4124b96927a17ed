import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { credentialOf } from '../../../exchanges/credential.ts';
import type { Credential } from '../../../exchanges/credential.ts';
import type { DoubleFault, NewDoubleAccount, VenueDouble } from '../conformance/venue-double.ts';
import type { CoinbaseAccount } from './coinbase-account.ts';
import { CoinbaseBook, doubleOrder } from './coinbase-book.ts';
import { answerWith, textAnswer } from './coinbase-faults.ts';
import { coinbaseProducts } from './coinbase-products.ts';
import { answerPrivate, answerPublic, faultTargetOf } from './coinbase-routes.ts';
import type { Call } from './coinbase-routes.ts';
import { tokenChecker } from './coinbase-token.ts';

const prefix = '/api/v3/brokerage/';

/** Coinbase Advanced Trade on a free port of this machine. */
export async function startCoinbaseDouble(): Promise<VenueDouble> {
  const book = new CoinbaseBook();
  const accounts = new Map<string, CoinbaseAccount>();
  const faults: DoubleFault[] = [];
  const keyNameOf = tokenChecker((keyName) => accounts.get(keyName)?.publicKey);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://double');
    const method = request.method ?? '';
    const call: Call = { method, path: pathname.slice(prefix.length), query: searchParams, body: await text(request) };
    const place = faults.findIndex(({ on }) => on === faultTargetOf(call));
    const [fault] = place === -1 ? [] : faults.splice(place, 1);
    await answerWith(fault, response, () => {
      const open = answerPublic(book, call);
      if (open !== null) return open;
      const address = `${request.headers.host ?? ''}${pathname}`;
      const keyName = keyNameOf({ authorization: request.headers.authorization, method, address });
      const account = accounts.get(keyName ?? '');
      return account === undefined ? textAnswer('Unauthorized\n', 401) : answerPrivate(book, account, call);
    });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    newAccount: async (options = {}) => openAccount(accounts, options),
    setPrice: async (symbol, price) => {
      book.prices.set(productIdOf(symbol), price);
    },
    setDepth: async (symbol, quantity) => {
      if (quantity === null) book.depths.delete(productIdOf(symbol));
      else book.depths.set(productIdOf(symbol), quantity);
    },
    holdOrders: async (isHolding) => {
      book.isHolding = isHolding;
    },
    fillResting: async () => book.fillResting(),
    addFault: async (fault) => {
      faults.push(fault);
    },
    book: async () => book.orders.map(doubleOrder),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function openAccount(accounts: Map<string, CoinbaseAccount>, options: NewDoubleAccount): Credential {
  const keyName = `organizations/${randomUUID()}/apiKeys/${randomUUID()}`;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  accounts.set(keyName, {
    keyName,
    publicKey,
    mayTrade: options.mayTrade ?? true,
    mayWithdraw: options.mayWithdraw ?? false,
    available: new Map(Object.entries(options.balances ?? {})),
    held: new Map(),
  });
  return credentialOf(keyName, privateKey.export({ format: 'pem', type: 'sec1' }).toString());
}

function productIdOf(symbol: string): string {
  const product = coinbaseProducts.find(({ base, quote }) => `${base}/${quote}` === symbol);
  if (product === undefined) throw new Error(`the double has no product ${symbol}`);
  return product.productId;
}
