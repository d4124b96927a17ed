import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialText } from '../../config/credential-text.ts';
import { refreshUpdate, setModeSignal, submitOrderUpdate } from '../../workflows/messages.ts';
import { openWorld, order, type World, type WorldAccount } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

const trading = ['query-funds', 'query-open-trades', 'query-closed-trades', 'modify-trades', 'close-trades'] as const;

async function accountWhoseKey(canWithdraw: boolean): Promise<WorldAccount> {
  const { key, secret } = await world.exchange.control.createAccount({
    name: `keyed-${randomUUID()}`,
    balances: { USD: '10000' },
    permissions: canWithdraw ? [...trading, 'withdraw-funds'] : trading,
  });
  return world.account({ credential: credentialText(key, secret) });
}
const buyTen = { args: [order('buy', { kind: 'quote', amount: '10' })] as [ReturnType<typeof order>] };

test('a key that could be emptied by a thief goes live for no signal without the permission', async () => {
  const account = await accountWhoseKey(true);
  await account.handle.signal(setModeSignal, 'live');
  await account.handle.signal(setModeSignal, 'live', { allowWithdrawPermission: false });
  expect(await account.handle.executeUpdate(refreshUpdate)).toMatchObject({
    ...{ mode: 'observe', connection: 'connected', permissions: { withdraw: true }, allowsWithdrawal: false },
  });
  expect(await account.handle.executeUpdate(submitOrderUpdate, buyTen)).toMatchObject({ outcome: 'observed' });
  expect(await account.book()).toEqual([]);
});

test('with the permission it goes live, trades, and says of itself that a person allowed it', async () => {
  const account = await accountWhoseKey(true);
  await account.handle.signal(setModeSignal, 'live', { allowWithdrawPermission: true });
  expect(await account.handle.executeUpdate(refreshUpdate)).toMatchObject({ mode: 'live', allowsWithdrawal: true });
  expect(await account.handle.executeUpdate(submitOrderUpdate, buyTen)).toMatchObject({ outcome: 'filled' });
});

test('a key that can only trade needs no permission', async () => {
  const account = await accountWhoseKey(false);
  await account.handle.signal(setModeSignal, 'live');
  expect(await account.handle.executeUpdate(refreshUpdate)).toMatchObject({ mode: 'live', allowsWithdrawal: false });
});
