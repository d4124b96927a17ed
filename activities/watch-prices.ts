import { activityInfo, Context, heartbeat } from '@temporalio/activity';
import {
  ApplicationFailure,
  ApplicationFailureCategory,
  CancelledFailure,
  ensureApplicationFailure,
} from '@temporalio/common';
import { newsOf, symbolsOf, type PriceNews, type PriceWatch } from '../domain/price-watch.ts';
import type { MarketData } from '../exchanges/exchange.ts';
import { accountExchange } from './account-exchange.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { latestWatches } from './latest-watches.ts';
import { schedulingAccountId } from './scheduling-account.ts';

export interface WatchTimes {
  /** Also how soon a cancellation is heard of; default 4 s. */
  readonly heartbeatEveryMs?: number;
  /** A symbol without a price for so long ends the watch; default 60 s. */
  readonly blindAfterMs?: number;
}

/** An order of magnitude below any heartbeat timeout: a stop must not be unwatched while its worker stops. */
const takeOverMs = 100;

/**
 * Waits, for hours if need be, until there is something to tell about prices. One stream of prices serves all watches
 * of a process; a newer watch of the same account ends the older one.
 * @param place where the account's ledger is, as `tradingPlace` words it
 * @throws ApplicationFailure (retryable) 'NoExchange': no key here, or that of another place; 'Superseded';
 * 'WorkerStopping': another worker should take over at once
 * @throws CancelledFailure when the workflow asks for no news any more
 */
export function watchPrices(deps: Pick<ActivityDeps, 'exchangeOf'>, times: WatchTimes = {}) {
  const latest = latestWatches();
  return async (watch: PriceWatch, place: string): Promise<PriceNews> => {
    const accountId = schedulingAccountId();
    const superseded = latest.begin(accountId, activityInfo().scheduledTimestampMs);
    try {
      const account = accountExchange(deps, accountId, place);
      if (account.kind !== 'open') {
        const reason = account.kind === 'missing' ? 'credentials not set on this worker' : account.reason;
        throw ApplicationFailure.create({ message: `prices are not watched: ${reason}`, type: 'NoExchange' });
      }
      const ending = AbortSignal.any([superseded, Context.current().cancellationSignal]);
      return await news(watch, account.exchange.marketData, ending, times);
    } finally {
      latest.end(accountId, superseded);
    }
  };
}

function news(
  watch: PriceWatch,
  marketData: MarketData,
  ending: AbortSignal,
  { heartbeatEveryMs = 4_000, blindAfterMs = 60_000 }: WatchTimes,
): Promise<PriceNews> {
  const symbols = symbolsOf(watch);
  const pricedAtMs = new Map(symbols.map((symbol) => [symbol, performance.now()]));
  const isBlind = (): boolean =>
    symbols.some((symbol) => performance.now() - (pricedAtMs.get(symbol) ?? 0) >= blindAfterMs);
  let stop = (): void => undefined;

  return new Promise<PriceNews>((resolve, reject) => {
    const end = (): void => {
      reject(endingOf(ending.reason));
    };
    if (ending.aborted) {
      end();
      return;
    }
    ending.addEventListener('abort', end);
    const stopPrices = marketData.streamPrices(symbols, (prices, atMs) => {
      try {
        for (const symbol of Object.keys(prices)) pricedAtMs.set(symbol, performance.now());
        const kind = newsOf(watch, prices);
        if (kind !== null) resolve({ kind, prices, atMs });
      } catch (error) {
        reject(ensureApplicationFailure(error));
      }
    });
    const pulse = setInterval(() => {
      heartbeat();
      if (!watch.isBlind && isBlind()) resolve({ kind: 'blind', prices: {}, atMs: Date.now() - blindAfterMs });
    }, heartbeatEveryMs);
    stop = () => {
      stopPrices();
      clearInterval(pulse);
      ending.removeEventListener('abort', end);
    };
  }).finally(() => {
    stop();
  });
}

/** A cancellation by the workflow passes as it is; whatever this worker did must be retried elsewhere. */
function endingOf(reason: unknown): Error {
  if (reason instanceof CancelledFailure && reason.message !== 'WORKER_SHUTDOWN') return reason;
  if (reason instanceof ApplicationFailure) return reason;
  return ApplicationFailure.create({
    message: 'the worker is stopping, another one watches on',
    type: 'WorkerStopping',
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: takeOverMs,
  });
}
