import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ExternalIntentBody, externalIntentFrom } from '../../config/external-intent.ts';
import { expected } from '../../config/expectations.ts';
import { listOf } from '../answers/described.ts';
import { IntentResultAnswer, MasterOrderAnswer } from '../answers/order-result.answer.ts';
import { PreviewAnswer } from '../answers/preview.answer.ts';
import { TradeAnswer } from '../answers/trade-view.answer.ts';
import { ApiError } from '../api-error.ts';
import { OrderBody, orderRequest } from '../order-body.ts';
import type { ServerDeps } from '../server-deps.ts';
import { signedIn } from '../signed-in.ts';
import { tradeShownTo } from '../what-is-shown.ts';

const TradesQuery = z.strictObject({
  limit: z.coerce
    .number({ error: expected('a whole number from 1 to 500') })
    .refine((value) => Number.isInteger(value) && value >= 1 && value <= 500, {
      error: expected('a whole number from 1 to 500'),
    })
    .default(50),
});
const TradeParams = z.strictObject({ intentId: z.string().min(1).max(200) });

/** The master's trades and what every account did with them. */
export const tradesRoutes =
  ({ lockstep }: Pick<ServerDeps, 'lockstep'>): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/trades',
      {
        config: { access: 'person' },
        schema: {
          tags: ['trades'],
          summary: 'The latest trades, newest first',
          querystring: TradesQuery,
          response: { 200: z.strictObject({ trades: listOf(TradeAnswer) }) },
        },
      },
      async (request) => {
        const person = signedIn(request);
        const trades = await lockstep.intents(request.query.limit);
        return { trades: trades.map((trade) => tradeShownTo(person, trade)).filter((trade) => trade !== null) };
      },
    );

    app.get(
      '/trades/:intentId',
      {
        config: { access: 'person' },
        schema: { tags: ['trades'], summary: 'One trade', params: TradeParams, response: { 200: TradeAnswer } },
      },
      async (request) => {
        const { intentId } = request.params;
        const trade = await lockstep.intent(intentId);
        const shown = trade === null ? null : tradeShownTo(signedIn(request), trade);
        if (shown === null) throw new ApiError(404, `no trade ${intentId}`);
        return shown;
      },
    );

    app.post(
      '/trade',
      {
        config: { access: 'owner' },
        schema: {
          tags: ['trades'],
          summary: 'The master trades, everybody copies',
          body: OrderBody,
          response: { 200: MasterOrderAnswer },
        },
      },
      ({ body }) => lockstep.trade(orderRequest(body)),
    );

    app.post(
      '/preview',
      {
        config: { access: 'owner' },
        schema: {
          tags: ['trades'],
          summary: 'What a trade would do on each account; nothing is sent',
          body: OrderBody,
          response: { 200: PreviewAnswer },
        },
      },
      ({ body }) => lockstep.preview(orderRequest(body)),
    );

    app.post(
      '/intents',
      {
        config: { access: 'owner' },
        schema: {
          tags: ['trades'],
          summary: 'Copy a trade made elsewhere',
          body: ExternalIntentBody,
          response: { 200: IntentResultAnswer },
        },
      },
      ({ body }) => lockstep.submitIntent(externalIntentFrom(body, Date.now())),
    );
  };
