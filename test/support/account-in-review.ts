import { randomUUID } from 'node:crypto';
import type { AccountState, OpenOrder } from '../../domain/account-state.ts';
import { clientOrderIdFor } from '../../domain/ids.ts';
import { orderToSend } from '../../domain/open-order.ts';
import { tradeFromIntent } from '../../domain/trade.ts';
import type { accountWorkflow } from '../../workflows/account.ts';
import { stateQuery } from '../../workflows/messages.ts';
import { entry } from '../domain/accounts.ts';
import { record } from '../store/records.ts';
import { until, type World, type WorldAccount } from './world.ts';

/** A running live account that waits for a person to settle this many orders, each of 0.02 BTC at 60,000. */
export async function accountInReview(
  world: World,
  count: number,
): Promise<{ readonly account: WorldAccount; readonly orders: readonly OpenOrder[] }> {
  const account = await world.account({ mode: 'live' });
  const orders = Array.from({ length: count }, () => unproven(account.config.accountId, Date.now()));
  const before: AccountState = await account.handle.query(stateQuery);
  await account.handle.terminate();
  await world.client.workflow.start<typeof accountWorkflow>('accountWorkflow', {
    workflowId: account.handle.workflowId,
    taskQueue: world.taskQueue,
    args: [{ kind: 'continue', state: { ...before, openOrders: orders } }],
  });
  const handle = world.client.workflow.getHandle<typeof accountWorkflow>(account.handle.workflowId);
  await until(async () => (await handle.query(stateQuery)).openOrders.length === count);
  return { account, orders };
}

export const clientOrderIdOf = ({ record: { plan } }: OpenOrder): string => plan?.clientOrderId ?? '';

/** As after a minute in which no look-up could prove where an order went. */
function unproven(accountId: string, nowMs: number): OpenOrder {
  const trade = tradeFromIntent(entry({ intentId: randomUUID() }), 'live');
  const { intentId, leg } = trade;
  const clientOrderId = clientOrderIdFor({ accountId, intentId, leg });
  const plan = { ...record().plan!, clientOrderId, quantity: '0.02', limitPrice: '60000' };
  const unsettled = { exchangeOrderId: null, filledQuantity: '0', averagePrice: null, tradeIds: [], settledAtMs: null };
  return {
    ...orderToSend(trade, record({ accountId, intentId, leg, outcome: 'unknown', plan, ...unsettled }), nowMs),
    ...{ state: 'needs-review', nextLookAtMs: nowMs + 3_600_000 },
  };
}
