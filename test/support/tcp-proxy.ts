import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A wire that can be made to swallow everything, as a lost network does. */
export interface TcpProxy {
  readonly port: number;
  /** From now on nothing passes and nothing is refused. */
  swallow(): void;
  /** From now on every connection breaks at once, as when the other side has ended. */
  cut(): void;
  /** New connections work again; those that were swallowed stay dead without ever hearing of it. */
  restore(): void;
  close(): Promise<void>;
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let swallowing = false;
  let cutting = false;
  const server = createServer((near) => {
    if (cutting) {
      near.destroy();
      return;
    }
    const far = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (swallowing) from.pause();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    swallow: () => {
      swallowing = true;
      for (const socket of sockets) socket.pause();
    },
    cut: () => {
      cutting = true;
      for (const socket of sockets) socket.destroy();
    },
    restore: () => {
      swallowing = false;
      cutting = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
