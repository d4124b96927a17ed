import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { credentialOf } from '../../../exchanges/credential.ts';
import { simulatorControl } from '../../../simulator/control-client.ts';
import { preciseNowMs } from '../../../simulator/clock.ts';
import type { ControlContext } from '../../../simulator/control/control-context.ts';
import { createFaults } from '../../../simulator/control/faults.ts';
import { createRequestLog } from '../../../simulator/control/request-log.ts';
import { openExchange } from '../../../simulator/exchange.ts';
import { createHttpFace } from '../../../simulator/http-face.ts';
import { lateEvents } from '../../../simulator/orders/late-fill.ts';
import { canonical } from '../../../domain/decimal.ts';
import type { DoubleFault, VenueDouble } from '../conformance/venue-double.ts';

const faultOf: Readonly<Record<string, DoubleFault['on']>> = {
  AddOrder: 'add-order',
  OpenOrders: 'look',
  ClosedOrders: 'look',
  QueryOrders: 'look',
  BalanceEx: 'ask',
  TradesHistory: 'ask',
  GetApiKeyInfo: 'ask',
};
const foreverMs = 3_600_000;
const symbols: Readonly<Record<string, string>> = { XXBTZUSD: 'BTC/USD', XETHZUSD: 'ETH/USD' };

/** The simulated Kraken of this project in this process, with a door in front that tells which request a fault hits. */
export async function startKrakenDouble(): Promise<VenueDouble> {
  const exchange = openExchange({ seed: 1, speed: 0, stateFile: null });
  const stopping = new AbortController();
  const context: ControlContext = {
    exchange,
    faults: createFaults(1),
    requests: createRequestLog(),
    settings: { delayMs: 0, visibilityLagMs: 0, speed: 0 },
    stopping: stopping.signal,
  };
  const face = createHttpFace(context);
  let waiting: readonly DoubleFault[] = [];
  let isHolding = false;

  function takeFault(endpoint: string): DoubleFault | null {
    const fault = waiting.find(({ on }) => on === faultOf[endpoint]) ?? null;
    waiting = waiting.filter((other) => other !== fault);
    return fault;
  }

  const door = createServer((request: IncomingMessage, response: ServerResponse) => {
    const endpoint = request.url?.split('/').at(-1) ?? '';
    const fault = takeFault(endpoint);
    if (fault?.kind === 'answer') {
      request.resume();
      response.writeHead(fault.status ?? 200).end(fault.body);
      return;
    }
    const isHeld = isHolding && endpoint === 'AddOrder';
    if (fault !== null || isHeld) {
      const key = String(request.headers['api-key']);
      context.faults.add({
        kind: fault?.kind ?? 'late-fill',
        key,
        endpoint,
        count: 1,
        ...(fault?.ms !== undefined && { ms: fault.ms }),
        ...(isHeld && { fillAfterMs: foreverMs }),
      });
    }
    face.emit('request', request, response);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  const control = simulatorControl(url);

  return {
    url,
    async newAccount({ balances = {}, mayTrade = true, mayWithdraw = false } = {}) {
      const { key, secret } = await control.createAccount({
        balances,
        permissions: [
          'query-funds',
          'query-open-trades',
          'query-closed-trades',
          ...(mayTrade ? (['modify-trades', 'close-trades'] as const) : []),
          ...(mayWithdraw ? (['withdraw-funds'] as const) : []),
        ],
      });
      return credentialOf(key, secret);
    },
    async setPrice(symbol, price) {
      await control.setPrice(symbol, price);
    },
    async setDepth(symbol, quantity) {
      await control.setLiquidity(symbol, { volume: quantity, levels: 1, spreadTicks: 0 });
    },
    holdOrders(wanted) {
      isHolding = wanted;
      return Promise.resolve();
    },
    fillResting() {
      const open = [...exchange.book.orders.values()].filter(({ status }) => status === 'open');
      for (const order of open) exchange.commit(lateEvents(exchange, order, preciseNowMs()));
      return Promise.resolve();
    },
    addFault(fault) {
      waiting = [...waiting, fault];
      return Promise.resolve();
    },
    async book() {
      return (await control.book()).map(({ txid, clientOrderId, pair, side, volume, filled, status }) => ({
        exchangeOrderId: txid,
        clientOrderId,
        symbol: symbols[pair] ?? pair,
        side,
        quantity: canonical(volume),
        filledQuantity: canonical(filled),
        status: status === 'canceled' ? 'cancelled' : status,
      }));
    },
    async close() {
      stopping.abort();
      const closed = once(door, 'close');
      door.close();
      door.closeAllConnections();
      await closed;
      exchange.close();
    },
  };
}
