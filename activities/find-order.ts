import type { FoundOrder } from '../domain/order.ts';
import { accountExchange } from './account-exchange.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { queryFailure } from './query-failure.ts';
import { schedulingAccountId } from './scheduling-account.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export interface FindOrderRequest {
  readonly clientOrderId: string;
  /** When known, asked for directly. */
  readonly exchangeOrderId: string | null;
  readonly symbol: string;
  readonly sinceMs: number;
  readonly lastNonce: string;
  readonly place: string;
}

export type FindOrderResult =
  | { readonly kind: 'answered'; readonly found: FoundOrder; readonly lastNonce: string }
  | {
      readonly kind: 'failed';
      /** True when the exchange refused the key itself. */
      readonly isRefused: boolean;
      readonly reason: string;
      readonly lastNonce: string | null;
    };

/** Looks for one order, open or finished. A failed search is data and proves nothing. */
export const findOrder =
  (deps: Pick<ActivityDeps, 'exchangeOf'>) =>
  async (request: FindOrderRequest): Promise<FindOrderResult> =>
    withHeartbeat(async (carry) => {
      const account = accountExchange(deps, schedulingAccountId(), request.place);
      if (account.kind !== 'open') {
        const reason = account.kind === 'missing' ? 'credentials not set on this worker' : account.reason;
        return { kind: 'failed', isRefused: false, reason, lastNonce: null };
      }
      const { exchange } = account;
      exchange.raiseNonce(request.lastNonce);
      carry(exchange);
      const { clientOrderId, exchangeOrderId, symbol, sinceMs } = request;
      try {
        const found: FoundOrder =
          exchangeOrderId === null
            ? await exchange.findOrder(clientOrderId, symbol, sinceMs)
            : { kind: 'found', order: await exchange.orderById(exchangeOrderId, symbol) };
        return { kind: 'answered', found, lastNonce: exchange.lastNonce };
      } catch (error) {
        const { reason, message } = queryFailure(error);
        const isRefused = reason === 'credential-rejected';
        return { kind: 'failed', isRefused, reason: message, lastNonce: exchange.lastNonce };
      }
    });
