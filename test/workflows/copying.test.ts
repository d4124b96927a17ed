import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  intentSignal,
  refreshUpdate,
  setCopyingSignal,
  setModeSignal,
  submitIntentUpdate,
  submitMasterOrderUpdate,
  submitOrderUpdate,
} from '../../workflows/messages.ts';
import {
  externalEntry,
  externalExit,
  openWorld,
  order,
  until,
  type World,
  type WorldAccount,
} from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

const decided = async (intentId: string, count: number) => {
  await until(async () => ((await world.journal.intent(intentId))?.records.length ?? 0) >= count);
  return (await world.journal.intent(intentId))?.records ?? [];
};
const owned = async (account: WorldAccount): Promise<string> =>
  (await account.status()).positions[0]?.ownedQuantity ?? '0';

describe("a master's trade", () => {
  test('is sent by live followers, only written down by observing ones, missed by those not running', async () => {
    const [live, observing] = [await world.account({ mode: 'live' }), await world.account()];
    const gone = await world.account();
    await gone.handle.terminate();
    const master = await world.master([live, observing, gone], { mode: 'live', balances: { USD: '100000' } });

    const result = await master.master.executeUpdate(submitMasterOrderUpdate, {
      args: [order('buy', { kind: 'quantity', quantity: '0.1' })],
    });
    expect(result).toMatchObject({
      delivered: 2,
      undelivered: [{ accountId: gone.config.accountId }],
      order: { outcome: 'filled', filledQuantity: '0.1' },
    });
    const records = await decided(result.intentId ?? '', 2);
    expect(records.map(({ outcome }) => outcome).sort()).toEqual(['filled', 'observed']);
    const [placed] = await live.book();
    expect(placed?.clientOrderId).toBe(records.find(({ outcome }) => outcome === 'filled')?.plan?.clientOrderId);
    expect(await observing.book()).toEqual([]);
    expect(await observing.status()).toMatchObject({ statusWord: 'OBSERVING', signalsObserved: 1, tradesCopied: 0 });
    expect(await live.status()).toMatchObject({ statusWord: 'TRADING', signalsObserved: 0, tradesCopied: 1 });
  });

  test('closed in three steps leaves the follower flat, without dust, and its own coins untouched', async () => {
    const follower = await world.account({ mode: 'live', balances: { USD: '10000', BTC: '0.3' } });
    const master = await world.master([follower], { mode: 'live', balances: { USD: '100000' } });
    const trade = async (side: 'buy' | 'sell', size: Parameters<typeof order>[1]): Promise<void> => {
      const { intentId } = await master.master.executeUpdate(submitMasterOrderUpdate, { args: [order(side, size)] });
      await decided(intentId ?? '', 1);
    };
    await trade('buy', { kind: 'quantity', quantity: '0.5' });
    await until(async () => (await follower.status()).tradesCopied === 1);
    const bought = await owned(follower);
    await trade('sell', { kind: 'fraction', fraction: '0.2' });
    await until(async () => Math.abs(Number(await owned(follower)) - Number(bought) * 0.8) < 1e-8);
    await trade('sell', { kind: 'fraction', fraction: '0.2' });
    await trade('sell', { kind: 'fraction', fraction: '1' });
    await until(async () => (await owned(follower)) === '0');
    const account = (await world.exchange.control.accounts()).find(({ name }) => name === follower.config.accountId);
    expect(JSON.stringify(account)).toContain('"0.3');
  });

  test('that did not fill is not copied', async () => {
    const follower = await world.account({ mode: 'live' });
    const master = await world.master([follower], { mode: 'live', balances: { USD: '10' } });
    const result = await master.master.executeUpdate(submitMasterOrderUpdate, {
      args: [order('buy', { kind: 'quantity', quantity: '0.1' })],
    });
    expect(result).toMatchObject({ intentId: null, order: { outcome: 'skipped', code: 'INSUFFICIENT_FREE_BALANCE' } });
    expect(await follower.book()).toEqual([]);
  });

  test('made in observe is observed by live followers too', async () => {
    const follower = await world.account({ mode: 'live' });
    const master = await world.master([follower], { balances: { USD: '100000' } });
    const result = await master.master.executeUpdate(submitMasterOrderUpdate, {
      args: [order('buy', { kind: 'quantity', quantity: '0.1' })],
    });
    expect(result.order.outcome).toBe('observed');
    const [record] = await decided(result.intentId ?? '', 1);
    expect(record).toMatchObject({ outcome: 'observed', code: 'SIMULATED_INTENT', mode: 'live' });
    expect(await follower.book()).toEqual([]);
  });
});

describe('an intent', () => {
  test('delivered twice, or submitted twice, is one order', async () => {
    const follower = await world.account({ mode: 'live' });
    const master = await world.master([follower]);
    const intent = externalEntry();
    expect(await master.master.executeUpdate(submitIntentUpdate, { args: [intent] })).toMatchObject({
      duplicate: false,
      delivered: 1,
    });
    expect(await master.master.executeUpdate(submitIntentUpdate, { args: [intent] })).toEqual({ duplicate: true });
    const [record] = await decided(intent.intentId, 1);
    const signal = { ...intent, sequence: record?.sequence ?? 0, epochMs: 1, simulated: false };
    await follower.handle.signal(intentSignal, signal);
    await follower.handle.signal(intentSignal, { ...signal, epochMs: Date.now() + 1_000 });
    const next = externalEntry();
    await master.master.executeUpdate(submitIntentUpdate, { args: [next] });
    await decided(next.intentId, 1);
    expect(await follower.book()).toHaveLength(2);
  });

  test('is refused while copying is off, and handed out once it is on', async () => {
    const follower = await world.account();
    const master = await world.master([follower]);
    await master.master.signal(setCopyingSignal, false);
    const intent = externalEntry();
    await expect(master.master.executeUpdate(submitIntentUpdate, { args: [intent] })).rejects.toMatchObject({
      cause: { message: expect.stringContaining('copying is off') as string },
    });
    await master.master.signal(setCopyingSignal, true);
    expect(await master.master.executeUpdate(submitIntentUpdate, { args: [intent] })).toMatchObject({
      duplicate: false,
    });
  });

  test('of an exit sells what is owned even when the account is exit-only and the master is gone', async () => {
    const follower = await world.account({ mode: 'live' });
    const bought = await follower.handle.executeUpdate(submitOrderUpdate, {
      args: [order('buy', { kind: 'quote', amount: '500' })],
    });
    expect(bought.outcome).toBe('filled');
    const master = await world.master([follower]);
    await master.handle.terminate();
    const exit = externalExit('1');
    await master.master.executeUpdate(submitIntentUpdate, { args: [exit] });
    expect((await decided(exit.intentId, 1))[0]?.outcome).toBe('filled');
    await until(async () => (await owned(follower)) === '0');
  });
});

describe('a switch between observe and live', () => {
  test('in mid-stream takes effect from the next intent, both ways', async () => {
    const follower = await world.account();
    const master = await world.master([follower]);
    const outcomes: (string | undefined)[] = [];
    for (const mode of ['observe', 'live', 'observe'] as const) {
      await world.setMode(follower, mode);
      const intent = externalEntry();
      await master.master.executeUpdate(submitIntentUpdate, { args: [intent] });
      outcomes.push((await decided(intent.intentId, 1))[0]?.outcome);
    }
    expect(outcomes).toEqual(['observed', 'filled', 'observed']);
    const { events } = await follower.handle.fetchHistory();
    const signals = (events ?? []).map((event) => event.workflowExecutionSignaledEventAttributes?.signalName);
    expect(signals.filter((name) => name === 'setMode')).toHaveLength(3);
  });

  test('to live is refused without a key', async () => {
    const keyless = await world.account({ withKey: false });
    expect(await keyless.status()).toMatchObject({
      connection: 'credentials-missing',
      statusWord: 'NOT TRADING (credentials not set)',
    });
    await keyless.handle.signal(setModeSignal, 'live');
    await keyless.handle.executeUpdate(refreshUpdate);
    expect((await keyless.status()).mode).toBe('observe');
  });
});
