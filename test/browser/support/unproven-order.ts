import { vi } from 'vitest';
import type { BookOrder } from '../../../simulator/control-client.ts';
import { demoKeyOf } from '../../../scripts/demo-key.ts';
import type { RunningLockstep } from './running-lockstep.ts';

export interface UnprovenOrder {
  /** What the exchange took on, unknown to Lockstep. */
  readonly order: BookOrder;
  /** The exchange answers again. */
  restore(): Promise<void>;
}

const lookUps = ['QueryOrders', 'OpenOrders', 'ClosedOrders'];

/** The exchange takes an order of this account on, its answer is lost, and no look-up finds anything out. */
export async function sendUnprovenOrder(
  { commands, exchange }: RunningLockstep,
  accountId: string,
): Promise<UnprovenOrder> {
  const key = demoKeyOf(accountId);
  const live = await commands.run('mode', 'live', accountId, '--yes');
  if (live.code !== 0) throw new Error(`${accountId} did not go live: ${live.stderr}`);
  await exchange.addFault({ kind: 'drop-after-accept', endpoint: 'AddOrder', key, count: 1 });
  for (const endpoint of lookUps) await exchange.addFault({ kind: 'http-502-before-accept', endpoint, key });
  const asked = commands.run('trade', 'buy', 'BTC/USD', '--quote', '100', '--account', accountId);
  const order = await vi.waitUntil(async () => (await exchange.book({ key }))[0], { timeout: 30_000 });
  return {
    order,
    restore: async () => {
      await exchange.removeFaults();
      await asked;
    },
  };
}
