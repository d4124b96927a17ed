import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountWorkflowId } from '../../domain/ids.ts';
import type { OrderSize } from '../../domain/own-order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { startAccount } from '../../workers/actors.ts';
import { liquidateUpdate, refreshUpdate, setTradingStateSignal, submitOrderUpdate } from '../../workflows/messages.ts';
import { openWorld, order, until, type World, type WorldAccount, type WorldMaster } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

const traded = async (user: WorldAccount, side: Side, size: OrderSize): Promise<string> =>
  (await user.handle.executeUpdate(submitOrderUpdate, { args: [order(side, size)] })).outcome;
const owned = async (user: WorldAccount): Promise<string> => (await user.status()).positions[0]?.ownedQuantity ?? '0';

/** Buys, reads its balances, sells a part, comes back after a stop, and closes; its own coins stay. */
async function livesAlone(user: WorldAccount): Promise<void> {
  expect(await traded(user, 'buy', { kind: 'quantity', quantity: '0.04' })).toBe('filled');
  const audit = await user.handle.executeUpdate(refreshUpdate);
  expect(audit).toMatchObject({ connection: 'connected', reason: null });
  expect(audit.balances).toContainEqual(expect.objectContaining({ asset: 'BTC', total: '0.34' }));
  expect(await traded(user, 'sell', { kind: 'fraction', fraction: '0.5' })).toBe('filled');
  expect(await owned(user)).toBe('0.02');
  const requestId = `close-${user.config.accountId}`;
  const closed = await user.handle.executeUpdate(liquidateUpdate, { args: [requestId] });
  expect(closed).toMatchObject([{ symbol: 'BTC/USD', outcome: 'filled', ownedBefore: '0.02', remaining: '0' }]);
  expect(await owned(user)).toBe('0');
  const held = (await world.exchange.control.accounts()).find(({ name }) => name === user.config.accountId);
  expect(Number(held?.balances['XXBT']?.total)).toBe(0.3);
  expect(await user.book()).toHaveLength(3);
}

const user = (): Promise<WorldAccount> => world.account({ mode: 'live', balances: { USD: '10000', BTC: '0.3' } });
const masterId = ({ config }: WorldMaster): string => config.accountId;

describe('no trouble of the master keeps a person from their own money', () => {
  test('no master at all: nobody ever started one', async () => {
    await livesAlone(await user());
  });

  test("the master's workflow and its account are terminated", async () => {
    const follower = await user();
    const master = await world.master([follower], { mode: 'live' });
    await Promise.all([master.master.terminate(), master.handle.terminate()]);
    await livesAlone(follower);
  });

  test('the master is halted', async () => {
    const follower = await user();
    const master = await world.master([follower], { mode: 'live' });
    await master.handle.signal(setTradingStateSignal, 'halted');
    await until(async () => (await master.status()).tradingState === 'halted');
    await livesAlone(follower);
  });

  test("the master's key is revoked", async () => {
    const follower = await user();
    const master = await world.master([follower], { mode: 'live' });
    await world.exchange.control.revokeKey(`key-${masterId(master)}`);
    await master.handle.executeUpdate(refreshUpdate);
    expect((await master.status()).connection).toBe('not-connected');
    await livesAlone(follower);
  });

  test('what was owned before is sellable by an account that starts while the master is gone', async () => {
    const follower = await user();
    const master = await world.master([follower], { mode: 'live' });
    expect(await traded(follower, 'buy', { kind: 'quantity', quantity: '0.04' })).toBe('filled');
    await Promise.all([master.master.terminate(), master.handle.terminate(), follower.handle.terminate()]);
    await startAccount(world.client, world.journal, follower.config, world.taskQueue);
    await until(async () => (await follower.status()).connection === 'connected');
    const back = world.client.workflow.getHandle(accountWorkflowId(follower.config.accountId));
    const closed = await back.executeUpdate(liquidateUpdate, { args: ['close-after'] });
    expect(closed).toMatchObject([{ outcome: 'filled', ownedBefore: '0.04', remaining: '0' }]);
    expect(await owned(follower)).toBe('0');
  });
});
