import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { expected } from '../../config/expectations.ts';
import { CopyingAnswer } from '../answers/copying-status.answer.ts';
import { GlobalAnswer } from '../answers/global-status.answer.ts';
import type { ServerDeps } from '../server-deps.ts';
import { TradingStateBody } from '../trading-state-body.ts';

const CopyingBody = z.strictObject({ on: z.boolean({ error: expected('true or false') }) });

/** Switches over all accounts. */
export const globalRoutes =
  ({ lockstep }: Pick<ServerDeps, 'lockstep'>): FastifyPluginAsyncZod =>
  async (app) => {
    const config = { access: 'owner' } as const;
    const of = (summary: string) => ({ tags: ['all accounts'], summary });

    app.put(
      '/copying',
      {
        config,
        schema: {
          ...of('Whether the master’s trades are handed out'),
          body: CopyingBody,
          response: { 200: CopyingAnswer },
        },
      },
      ({ body }) => lockstep.setCopying(body.on),
    );

    app.put(
      '/global-state',
      {
        config,
        schema: { ...of('What all accounts may send'), body: TradingStateBody, response: { 200: GlobalAnswer } },
      },
      ({ body }) => lockstep.setGlobalState(body.tradingState),
    );
  };
