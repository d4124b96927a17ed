import { floorToStep, isPositive, times } from '../../domain/decimal.ts';
import type { Position } from '../../domain/position.ts';
import { findPair } from '../../simulator/market/pairs.ts';
import { reconcileSignal, stateQuery } from '../../workflows/messages.ts';
import { signedClient } from '../simulator/signed-client.ts';
import { until, type World, type WorldAccount } from '../support/world.ts';

/** A person sells half of what Lockstep bought at the exchange's own site, with a key of their own. */
export async function sellHalfByHand(world: World, account: WorldAccount): Promise<void> {
  const { accountId } = account.config;
  const key = await world.exchange.control.createAccount({ name: accountId, key: `hand-${accountId}` });
  const { symbol, ownedQuantity } = await firstOwned(account);
  const { error } = await signedClient(world.exchange.url, key).call('AddOrder', {
    pair: findPair(symbol)?.id ?? '',
    type: 'sell',
    ordertype: 'market',
    volume: floorToStep(times(ownedQuantity, '0.5'), '0.00000001'),
  });
  if (error.length > 0) throw new Error(`the sale by hand was refused: ${error.join()}`);
  await account.handle.signal(reconcileSignal);
}

/** Waits until it owns something: an entry that the price ran away from buys nothing. */
async function firstOwned(account: WorldAccount): Promise<Position> {
  const owned: Position[] = [];
  await until(async () => {
    const { positions } = await account.handle.query(stateQuery);
    owned.push(...Object.values(positions).filter(({ ownedQuantity }) => isPositive(ownedQuantity)));
    return owned.length > 0;
  }, 30_000);
  const [first] = owned;
  if (first === undefined) throw new Error(`${account.config.accountId} never owned anything`);
  return first;
}
