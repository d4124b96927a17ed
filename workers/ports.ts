import { createServer, type Server } from 'node:net';

/** A number is meant: 0 asks for any free port, another one must be free. A preferred port may be replaced. */
export type PortChoice = number | { readonly preferred: number };

/** Ports of 127.0.0.1 that are free and all different. */
export async function choosePorts<const Choices extends readonly PortChoice[]>(
  choices: Choices,
): Promise<{ [Index in keyof Choices]: number }> {
  const held: Server[] = [];
  try {
    for (const choice of choices) held.push(await hold(choice));
    return held.map(portOf) as { [Index in keyof Choices]: number };
  } finally {
    await Promise.all(held.map(release));
  }
}

async function hold(choice: PortChoice): Promise<Server> {
  const port = typeof choice === 'number' ? choice : choice.preferred;
  try {
    return await listen(port);
  } catch (error) {
    if (typeof choice !== 'number') return await listen(0);
    throw new Error(`port ${port} can't be used: ${reason(error)}; 0 picks a free one`, { cause: error });
  }
}

const reason = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'it is taken' : (error as Error).message;

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      resolve(server);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the port was released too early');
  return address.port;
}

const release = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
