import { CancelledFailure, Context, heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { PricesByExchange } from '../domain/global-state.ts';
import { totalsNewsOf, type TotalsWatch } from '../domain/global-totals.ts';
import type { ActivityDeps } from './activity-deps.ts';

export interface TotalsNews {
  /** `reached`: the loss limit. `priced`: what had no price has one. `looked`: nothing happened for long. */
  readonly kind: 'reached' | 'priced' | 'looked';
  /** Of what was watched, as far as known. */
  readonly prices: PricesByExchange;
}

export interface TotalsTimes {
  /** Also how soon a cancellation is heard of; default 3 s. */
  readonly heartbeatEveryMs?: number;
  /** How long nothing may be told; default 5 minutes. */
  readonly lookEveryMs?: number;
}

/**
 * Waits until the total over all accounts reaches its floor, or there is something else to tell about prices. Its prices
 * come from the streams that serve all accounts of this process.
 * @throws ApplicationFailure (retryable) 'WorkerStopping': another worker should take over
 * @throws CancelledFailure when the workflow watches something else by now
 */
export function watchTotals(
  { marketDataOf }: Pick<ActivityDeps, 'marketDataOf'>,
  { heartbeatEveryMs = 3_000, lookEveryMs = 300_000 }: TotalsTimes = {},
) {
  return async (watch: TotalsWatch): Promise<TotalsNews> => {
    const { cancellationSignal } = Context.current();
    const latest: Record<string, Readonly<Record<string, string>>> = {};
    const endings: (() => void)[] = [];
    try {
      return await new Promise<TotalsNews>((resolve, reject) => {
        const tell = (kind: TotalsNews['kind']): void => {
          resolve({ kind, prices: latest });
        };
        const cancel = (): void => {
          reject(endingOf(cancellationSignal.reason));
        };
        if (cancellationSignal.aborted) {
          cancel();
          return;
        }
        cancellationSignal.addEventListener('abort', cancel);
        endings.push(() => {
          cancellationSignal.removeEventListener('abort', cancel);
        });
        for (const { exchange, symbols } of watch.places) {
          const stop = marketDataOf(exchange).streamPrices(symbols, (prices) => {
            latest[exchange] = { ...latest[exchange], ...prices };
            const kind = totalsNewsOf(watch, latest);
            if (kind !== null) tell(kind);
          });
          endings.push(stop);
        }
        const pulse = setInterval(heartbeat, heartbeatEveryMs);
        const look = setTimeout(tell, lookEveryMs, 'looked');
        endings.push(() => {
          clearInterval(pulse);
          clearTimeout(look);
        });
      });
    } finally {
      for (const end of endings) end();
    }
  };
}

function endingOf(reason: unknown): Error {
  if (reason instanceof CancelledFailure && reason.message !== 'WORKER_SHUTDOWN') return reason;
  return ApplicationFailure.create({ message: 'the worker is stopping', type: 'WorkerStopping', nextRetryDelay: 100 });
}
