import type { CandlesReading, CandlesRequest } from '../domain/candle.ts';
import { tradingPlace } from '../domain/trading-place.ts';
import type { MarketData } from '../exchanges/exchange.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { queryFailure } from './query-failure.ts';

type CandleDeps = Pick<ActivityDeps, 'exchangeOf' | 'marketDataOf'>;

/** What a market's price did lately. It is public, so any workflow may ask: no key goes along. */
export const readCandles =
  (deps: CandleDeps) =>
  async (request: CandlesRequest): Promise<CandlesReading> => {
    const marketData = marketDataFor(deps, request);
    if (marketData === null) return { kind: 'failed', reason: `${tradingPlace(request)}: no key is set for it` };
    try {
      const candles = await marketData.candles(request.symbol, request.interval);
      return candles === null ? { kind: 'no-market' } : { kind: 'read', candles };
    } catch (error) {
      return { kind: 'failed', reason: queryFailure(error).message };
    }
  };

/** An account without a key sees the market all the same, but for places where one practises. */
function marketDataFor({ exchangeOf, marketDataOf }: CandleDeps, request: CandlesRequest): MarketData | null {
  const own = exchangeOf(request.accountId);
  if (own?.place === tradingPlace(request)) return own.marketData;
  return request.sandbox ? null : marketDataOf(request.exchange);
}
