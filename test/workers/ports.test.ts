import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { choosePorts } from '../../workers/ports.ts';

const servers: Server[] = [];

async function takenPort(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

test('free ports differ', async () => {
  const ports = await choosePorts([0, 0, 0]);
  expect(new Set(ports).size).toBe(3);
  expect(await choosePorts([ports[0]])).toEqual([ports[0]]);
});

test('a preferred port that is taken is replaced, one that was asked for is refused', async () => {
  const taken = await takenPort();
  const [port] = await choosePorts([{ preferred: taken }]);
  expect(port).not.toBe(taken);
  await expect(choosePorts([taken])).rejects.toThrow(`port ${taken} can't be used: it is taken; 0 picks a free one`);
});

test('a port beyond all ports is refused', async () => {
  await expect(choosePorts([70_000])).rejects.toThrow(/70000/);
});
