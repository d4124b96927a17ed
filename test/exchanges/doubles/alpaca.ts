import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DoubleFault, DoubleOrder, VenueDouble } from '../conformance/venue-double.ts';
import { newAlpacaAccount } from './alpaca-account.ts';
import type { AlpacaAccount } from './alpaca-account.ts';
import { fillResting, openAlpacaBook } from './alpaca-book.ts';
import { answerWithFault, kindOf, send } from './alpaca-faults.ts';
import type { AlpacaCall } from './alpaca-http.ts';
import { isOpen } from './alpaca-order.ts';
import type { AlpacaOrder } from './alpaca-order.ts';
import { answerAlpaca } from './alpaca-routes.ts';

/** Alpaca over real HTTP, without Alpaca. */
export async function startAlpacaDouble(): Promise<VenueDouble> {
  const book = openAlpacaBook();
  const accounts: AlpacaAccount[] = [];
  const faults: DoubleFault[] = [];

  const server = createServer((request, response) => {
    void callOf(request).then((call) => {
      const process = () => answerAlpaca(book, accounts, call);
      const kind = kindOf(call);
      const position = faults.findIndex(({ on }) => on === kind);
      const [fault] = position < 0 ? [] : faults.splice(position, 1);
      if (fault === undefined) send(response, process());
      else answerWithFault(fault, process, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    newAccount: async (options) => {
      const account = newAlpacaAccount(options);
      accounts.push(account);
      return account.credential;
    },
    setPrice: async (symbol, price) => void book.prices.set(symbol, price),
    setDepth: async (symbol, quantity) => void book.depths.set(symbol, quantity),
    holdOrders: async (isHolding) => void (book.isHolding = isHolding),
    fillResting: async () => fillResting(book),
    addFault: async (fault) => void faults.push(fault),
    book: async () => book.orders.map(doubleOrder),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function callOf(request: IncomingMessage): Promise<AlpacaCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  return {
    method: request.method ?? '',
    path: pathname,
    query: searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  };
}

const doubleOrder = (order: AlpacaOrder): DoubleOrder => ({
  exchangeOrderId: order.id,
  clientOrderId: order.clientOrderId,
  symbol: order.symbol,
  side: order.side,
  quantity: order.quantity,
  filledQuantity: order.filledQuantity,
  status: isOpen(order) ? 'open' : order.status === 'filled' ? 'closed' : 'cancelled',
});
