import type { KeyPermission } from '../book/key-permissions.ts';
import { cancelAll, cancelOrder } from '../orders/cancel-orders.ts';
import { placeOrder } from '../orders/place-order.ts';
import { apiKeyInfo, balance, extendedBalance, tradeBalance } from './account-queries.ts';
import { closedOrders, openOrders, queryOrders, queryTrades, tradesHistory } from './order-queries.ts';
import type { PrivateCall } from './private-call.ts';
import type { Reply } from './reply.ts';

interface PrivateEndpoint {
  /** One of these is enough; none: any key will do. */
  readonly needs: readonly KeyPermission[];
  readonly run: (call: PrivateCall) => Reply;
}

export const privateEndpoints: ReadonlyMap<string, PrivateEndpoint> = new Map<string, PrivateEndpoint>([
  ['Balance', { needs: ['query-funds'], run: balance }],
  ['BalanceEx', { needs: ['query-funds'], run: extendedBalance }],
  ['TradeBalance', { needs: ['query-funds'], run: tradeBalance }],
  ['AddOrder', { needs: ['modify-trades'], run: placeOrder }],
  [
    'CancelOrder',
    { needs: ['modify-trades', 'close-trades'], run: (c) => cancelOrder(c.exchange, c.apiKey, c.params) },
  ],
  ['CancelAll', { needs: ['modify-trades', 'close-trades'], run: (c) => cancelAll(c.exchange, c.apiKey) }],
  ['OpenOrders', { needs: ['query-open-trades'], run: openOrders }],
  ['ClosedOrders', { needs: ['query-closed-trades'], run: closedOrders }],
  ['QueryOrders', { needs: ['query-open-trades', 'query-closed-trades'], run: queryOrders }],
  ['TradesHistory', { needs: ['query-closed-trades'], run: tradesHistory }],
  ['QueryTrades', { needs: ['query-closed-trades'], run: queryTrades }],
  ['GetApiKeyInfo', { needs: [], run: apiKeyInfo }],
]);
