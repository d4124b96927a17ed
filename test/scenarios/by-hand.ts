import { floorToStep, isPositive, times } from '../../domain/decimal.ts';
import { findPair } from '../../simulator/market/pairs.ts';
import { reconcileSignal, stateQuery } from '../../workflows/messages.ts';
import { signedClient } from '../simulator/signed-client.ts';
import type { World, WorldAccount } from '../support/world.ts';

/** A person sells half of what Lockstep bought at the exchange's own site, with a key of their own. */
export async function sellHalfByHand(world: World, account: WorldAccount): Promise<void> {
  const { accountId } = account.config;
  const key = await world.exchange.control.createAccount({ name: accountId, key: `hand-${accountId}` });
  const { positions } = await account.handle.query(stateQuery);
  const position = Object.values(positions).find(({ ownedQuantity }) => isPositive(ownedQuantity));
  if (position === undefined) throw new Error(`${accountId} owns nothing that a person could sell`);
  const { error } = await signedClient(world.exchange.url, key).call('AddOrder', {
    pair: findPair(position.symbol)?.id ?? '',
    type: 'sell',
    ordertype: 'market',
    volume: floorToStep(times(position.ownedQuantity, '0.5'), '0.00000001'),
  });
  if (error.length > 0) throw new Error(`the sale by hand was refused: ${error.join()}`);
  await account.handle.signal(reconcileSignal);
}
