import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { PositiveAmount } from '../../config/decimal.schema.ts';
import { expected } from '../../config/expectations.ts';
import { AccountParams } from '../account-params.ts';
import { OwnOrderAnswer } from '../answers/order-result.answer.ts';
import { OrderBody, orderRequest } from '../order-body.ts';
import { OrderId } from '../order-id.schema.ts';
import type { ServerDeps } from '../server-deps.ts';

const ResolutionBody = z.discriminatedUnion(
  'verdict',
  [
    z.strictObject({ clientOrderId: OrderId, verdict: z.literal('never-existed') }),
    z.strictObject({
      clientOrderId: OrderId,
      verdict: z.literal('filled'),
      exchangeOrderId: OrderId,
      filledQuantity: PositiveAmount,
      averagePrice: PositiveAmount,
    }),
  ],
  { error: expected('an object whose verdict is "never-existed" or "filled"') },
);

/** Orders of one account by itself. */
export const ordersRoutes =
  ({ lockstep }: Pick<ServerDeps, 'lockstep'>): FastifyPluginAsyncZod =>
  async (app) => {
    const config = { access: 'account' } as const;

    app.post(
      '/accounts/:id/orders',
      {
        config,
        schema: {
          tags: ['orders'],
          summary: 'Trade for this account alone',
          params: AccountParams,
          body: OrderBody,
          response: { 200: OwnOrderAnswer },
        },
      },
      ({ params, body }) => lockstep.tradeAlone(params.id, orderRequest(body)),
    );

    app.post(
      '/accounts/:id/resolve',
      {
        config,
        schema: {
          tags: ['orders'],
          summary: 'Settle an order whose outcome nobody can prove',
          params: AccountParams,
          body: ResolutionBody,
          response: { 200: OwnOrderAnswer },
        },
      },
      ({ params, body }) => lockstep.resolve(params.id, body),
    );
  };
