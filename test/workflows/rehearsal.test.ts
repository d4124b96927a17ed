import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderSize } from '../../domain/own-order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { refreshUpdate, stateQuery, submitMasterOrderUpdate } from '../../workflows/messages.ts';
import { openWorld, order, until, type World, type WorldAccount } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

const real = async (account: WorldAccount) => Number((await account.status()).positions[0]?.ownedQuantity ?? '0');
const onPaper = async (account: WorldAccount) =>
  Number((await account.status()).rehearsal?.positions[0]?.ownedQuantity ?? '0');

test('an observing account holds on paper what the live one beside it really holds, and sends nothing', async () => {
  const [live, observing] = [await world.account({ mode: 'live' }), await world.account()];
  const master = await world.master([live, observing], { mode: 'live', balances: { USD: '100000' } });
  let trades = 0;
  const trade = async (side: Side, size: OrderSize): Promise<void> => {
    const traded = await master.master.executeUpdate(submitMasterOrderUpdate, { args: [order(side, size)] });
    expect(traded.order).toMatchObject({ outcome: 'filled', code: null });
    trades += 1;
    await until(async () => (await world.journal.intent(traded.intentId ?? ''))?.records.length === 2);
    await until(async () => (await live.status()).tradesCopied === trades);
    expect((await world.journal.observations(observing.config.accountId, 1))[0]).toMatchObject({ outcome: 'observed' });
  };
  const buy = (quantity: string) => trade('buy', { kind: 'quantity', quantity });
  const sell = (fraction: string) => trade('sell', { kind: 'fraction', fraction });
  const areAlike = async (): Promise<void> => {
    const [held, rehearsed] = [await real(live), await onPaper(observing)];
    expect(held).toBeGreaterThan(0);
    expect(Math.abs(rehearsed - held) / held).toBeLessThan(0.005);
  };

  await buy('0.5');
  await areAlike();
  await sell('0.25');
  await areAlike();
  await world.exchange.control.setPrice('BTC/USD', '52000');
  await until(async () => {
    await master.handle.executeUpdate(refreshUpdate);
    return (await master.handle.query(stateQuery)).snapshot?.prices['BTC/USD'] === '52000';
  });
  await buy('0.2');
  await areAlike();
  await sell('0.5');
  await areAlike();

  await sell('1');
  await until(async () => (await real(live)) === 0);
  const [earned, rehearsed] = [await live.status(), (await observing.status()).rehearsal];
  expect(rehearsed?.positions).toEqual([]);
  const [won, onPaperWon] = [Number(earned.profitUsd), Number(rehearsed?.profitUsd)];
  expect(Math.abs(onPaperWon - won)).toBeLessThan(0.005 * 7_000);
  expect(await observing.book()).toEqual([]);
  expect(await observing.status()).toMatchObject({ positions: [], tradesCopied: 0, signalsObserved: 5 });

  await world.setMode(observing, 'live');
  expect((await observing.status()).rehearsal).toBeNull();
});
