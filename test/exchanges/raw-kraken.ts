import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { OrderPlan } from '../../domain/order.ts';
import { openAccount } from '../../exchanges/account.ts';
import type { AccountOptions } from '../../exchanges/account.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import type { ExchangeAccount } from '../../exchanges/exchange.ts';
import { openMarketData } from '../../exchanges/market-data.ts';

export interface RawRequest {
  /** The last part of the path, such as `AddOrder`. */
  readonly endpoint: string;
  readonly params: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly socket: Socket;
}

/** A text is answered as it is with status 200. */
export type RawAnswer = string | ((request: RawRequest, response: ServerResponse) => void);

export interface RawKraken {
  readonly url: string;
  readonly requests: readonly RawRequest[];
  requestsTo(endpoint: string): readonly RawRequest[];
  answer(endpoint: string, answer: RawAnswer): void;
  close(): Promise<void>;
}

export const enveloped = (result: unknown, errors: readonly string[] = []): string =>
  JSON.stringify({ error: errors, result });

const pair = (base: string, altname: string, extra: object = {}): object => ({
  altname,
  base,
  quote: 'ZUSD',
  pair_decimals: 1,
  lot_decimals: 8,
  fees: [[0, 0.4]],
  fees_maker: [[0, 0.25]],
  ordermin: '0.00005',
  costmin: '0.5',
  tick_size: '0.1',
  status: 'online',
  ...extra,
});
export const assetPairs = {
  XXBTZUSD: pair('XXBT', 'XBTUSD'),
  XETHZUSD: pair('XETH', 'ETHUSD', { fees: [], fees_maker: [], status: 'cancel_only' }),
  SOLUSD: pair('SOL', 'SOLUSD', { tick_size: '0.05', lot_decimals: 3 }),
};
const asset = (altname: string, decimals: number): object => ({ altname, decimals, status: 'enabled' });
export const assets = { XXBT: asset('XBT', 10), XETH: asset('ETH', 10), SOL: asset('SOL', 10), ZUSD: asset('USD', 4) };

/** A bare HTTP server that says what it is told to, for answers that no exchange should give. */
export async function startRawKraken(): Promise<RawKraken> {
  const answers = new Map<string, RawAnswer>([
    ['Assets', enveloped(assets)],
    ['AssetPairs', enveloped(assetPairs)],
  ]);
  const requests: RawRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://localhost');
      const body = Buffer.concat(chunks).toString();
      const request: RawRequest = {
        endpoint: pathname.split('/').at(-1) ?? '',
        params: body === '' ? searchParams : new URLSearchParams(body),
        headers: incoming.headers,
        socket: incoming.socket,
      };
      requests.push(request);
      const answer = answers.get(request.endpoint) ?? enveloped({}, ['EGeneral:Unknown method']);
      if (typeof answer === 'string') response.end(answer);
      else answer(request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    requestsTo: (endpoint) => requests.filter((request) => request.endpoint === endpoint),
    answer: (endpoint, answer) => answers.set(endpoint, answer),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const secret = Buffer.from('a secret that no text may hold').toString('base64');
export const apiKey = 'KEY0123456789';

export const openAccountAt = (url: string, options?: AccountOptions): ExchangeAccount =>
  openAccount(openMarketData('kraken', { baseUrl: url }), credentialOf(apiKey, secret), options);

export const planOf = (changes: Partial<OrderPlan> = {}): OrderPlan => ({
  clientOrderId: '2c1d0f60-5b0e-8c1a-9d3f-0123456789ab',
  symbol: 'BTC/USD',
  side: 'buy',
  type: 'market',
  quantity: '0.01',
  limitPrice: null,
  sendBeforeMs: null,
  ...changes,
});
