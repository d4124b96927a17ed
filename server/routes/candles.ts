import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { expected } from '../../config/expectations.ts';
import { candleIntervals } from '../../domain/candle.ts';
import { AccountParams } from '../account-params.ts';
import { CandlesAnswer } from '../answers/candles.answer.ts';
import { MarketSymbol } from '../market-symbol.schema.ts';
import type { ServerDeps } from '../server-deps.ts';

const CandlesQuery = z.strictObject({
  symbol: MarketSymbol,
  interval: z.enum(candleIntervals, { error: expected(`one of ${candleIntervals.join(', ')}`) }),
});

/** The market behind an account's trades. */
export const candlesRoutes =
  ({ lockstep }: Pick<ServerDeps, 'lockstep'>): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/accounts/:id/candles',
      {
        config: { access: 'account' },
        schema: {
          tags: ['accounts'],
          summary: 'What a market’s price did lately at the account’s exchange',
          params: AccountParams,
          querystring: CandlesQuery,
          response: { 200: CandlesAnswer },
        },
      },
      ({ params, query }) => lockstep.candles(params.id, query.symbol, query.interval),
    );
  };
