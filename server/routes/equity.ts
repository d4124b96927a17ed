import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { AccountParams } from '../account-params.ts';
import { AccountEquityAnswer, TotalEquitiesAnswer } from '../answers/equity.answer.ts';
import { equityRange } from '../equity-range.ts';
import { ReportQuery, reportRequest } from '../report-range.ts';
import type { ServerDeps } from '../server-deps.ts';

/** What accounts were worth over time. */
export const equityRoutes =
  ({ lockstep, equity }: Pick<ServerDeps, 'lockstep' | 'equity'>): FastifyPluginAsyncZod =>
  async (app) => {
    const tags = ['reports'];
    app.get(
      '/equity',
      {
        config: { access: 'owner' },
        schema: {
          tags,
          summary: 'Worth of all users and of the master over time; deposits count',
          querystring: ReportQuery,
          response: { 200: TotalEquitiesAnswer },
        },
      },
      async ({ query }) => {
        const range = equityRange(reportRequest(query));
        // Without word of who there is, everybody counts on.
        const accounts = await lockstep.accounts().catch(() => null);
        return equity.totals(range, accounts?.map(({ accountId }) => accountId) ?? null);
      },
    );

    app.get(
      '/accounts/:id/equity',
      {
        config: { access: 'account' },
        schema: {
          tags,
          summary: 'Worth of one account over time; deposits count',
          params: AccountParams,
          querystring: ReportQuery,
          response: { 200: AccountEquityAnswer },
        },
      },
      async ({ params, query }) => {
        const points = await equity.ofAccount(params.id, equityRange(reportRequest(query)));
        // An account that is gone has left what it was worth.
        if (points.length === 0) await lockstep.account(params.id);
        return { points };
      },
    );
  };
