import { expect, test } from 'vitest';
import { startSimulator } from '../../simulator/simulator.ts';
import { clientFor } from './signed-client.ts';

test("a key that calls too often is refused until its counter has fallen; its orders and others' calls are not", async () => {
  const simulator = await startSimulator({ speed: 0, callLimit: { most: 1, decayPerSecond: 1 } });
  const [busy, other] = [await clientFor(simulator, { USD: '100' }), await clientFor(simulator, { USD: '100' })];
  const refused = 'EAPI:Rate limit exceeded';
  expect((await busy.call('ClosedOrders')).error).toEqual([refused]);
  expect((await busy.call('AddOrder')).error).not.toContain(refused);
  expect((await other.call('Balance')).error).toEqual([]);
  await expect.poll(async () => (await busy.call('Balance')).error, { timeout: 10_000, interval: 300 }).toEqual([]);
  await simulator.control.changeSettings({ callLimit: null });
  for (let call = 0; call < 10; call += 1) expect((await busy.call('ClosedOrders')).error).toEqual([]);
  await simulator.close();
});
