import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simulatorControl, type SimulatorControl } from './control-client.ts';
import { createCallCounters } from './control/call-counters.ts';
import type { CallLimit } from './control/control-types.ts';
import type { ControlContext } from './control/control-context.ts';
import { createFaults } from './control/faults.ts';
import { createRequestLog } from './control/request-log.ts';
import { openExchange } from './exchange.ts';
import { createHttpFace } from './http-face.ts';
import { fillReachedOrders } from './orders/resting-orders.ts';

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Fixes prices, order ids and the luck of faults. Default 1. */
  readonly seed?: number;
  /** Milliseconds of recording played in one of real time. Default 1; 0: prices stand still. */
  readonly speed?: number;
  /** Keeps the exchange in this file across restarts and kills. Default: in memory alone. */
  readonly stateFile?: string;
  /** Refuses a key that calls more often. Default: none. */
  readonly callLimit?: CallLimit | null;
}

export interface Simulator {
  readonly url: string;
  readonly port: number;
  readonly control: SimulatorControl;
  close(): Promise<void>;
}

const restingOrdersEveryMs = 50;

/** Starts a Kraken-compatible exchange on 127.0.0.1. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, seed = 1, speed = 1, stateFile = null, callLimit = null } = options;
  const exchange = openExchange({ seed, speed, stateFile });
  const stopping = new AbortController();
  const context: ControlContext = {
    exchange,
    faults: createFaults(seed),
    requests: createRequestLog(),
    calls: createCallCounters(),
    settings: { delayMs: 0, visibilityLagMs: 0, speed, callLimit },
    stopping: stopping.signal,
  };
  const server = createHttpFace(context);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const timer = setInterval(() => {
    fillReachedOrders(exchange);
  }, restingOrdersEveryMs);

  const address = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${String(address.port)}`;
  return {
    url,
    port: address.port,
    control: simulatorControl(url),
    close: async () => {
      clearInterval(timer);
      stopping.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      exchange.close();
    },
  };
}
