import ccxt, { type kraken } from 'ccxt';
import { preciseNowMs } from '../simulator/clock.ts';
import { openAtSimulator, playCredential } from './crowd.ts';
import { price, symbol, type Stage } from './stage.ts';
import { spreadOf, type Spread } from './statistics.ts';

/** The same orders by ccxt alone: nothing survives a crash, nothing is written, nobody looks for a lost answer. */
export interface PlainOrders {
  grow(size: number): Promise<void>;
  /** From the first call until the exchange received each order, in order. */
  oneAfterTheOther(): Promise<PlainTimes>;
  allAtOnce(): Promise<PlainTimes>;
}

export interface PlainTimes {
  readonly lastMs: number;
  readonly perOrderMs: Spread;
}

export function openPlainOrders({ control, simulatorUrl }: Stage): PlainOrders {
  const clients: kraken[] = [];
  const order = (client: kraken): Promise<unknown> => client.createOrder(symbol, 'limit', 'buy', 0.001, Number(price));

  const timed = async (send: () => Promise<unknown>): Promise<PlainTimes> => {
    await control.resetRequests();
    const startMs = preciseNowMs();
    await send();
    const arrivals = (await control.requests({ endpoint: 'AddOrder' })).map(({ atMs }) => atMs - startMs);
    if (arrivals.length !== clients.length) throw new Error(`${arrivals.length} plain orders of ${clients.length}`);
    return { lastMs: Math.max(...arrivals), perOrderMs: spreadOf(arrivals) };
  };

  return {
    async grow(size) {
      const names = Array.from({ length: size - clients.length }, (_, index) => `plain_${clients.length + index}`);
      await openAtSimulator(control, names);
      for (const name of names) {
        const { apiKey, apiSecret } = playCredential(name);
        const client = new ccxt.kraken({
          apiKey,
          secret: apiSecret,
          enableRateLimit: false,
          urls: { api: { public: simulatorUrl, private: simulatorUrl } },
        });
        const [first] = clients;
        if (first === undefined) await client.loadMarkets();
        else client.setMarkets(first.markets);
        clients.push(client);
      }
    },
    oneAfterTheOther: () =>
      timed(async () => {
        for (const client of clients) await order(client);
      }),
    allAtOnce: () => timed(() => Promise.all(clients.map(order))),
  };
}
