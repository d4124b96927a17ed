import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { AccountParams } from '../account-params.ts';
import { ReportQuery, reportRequest, sendCsv } from '../report-range.ts';
import type { ServerDeps } from '../server-deps.ts';

/** Profit, fees and every fill, of one account or of all. */
export const reportsRoutes =
  ({ lockstep }: Pick<ServerDeps, 'lockstep'>): FastifyPluginAsyncZod =>
  async (app) => {
    const tags = ['reports'];
    const owner = { access: 'owner' } as const;
    const account = { access: 'account' } as const;
    const ofAll = { tags, summary: 'Over all accounts', querystring: ReportQuery };
    const ofOne = { tags, summary: 'Of one account', params: AccountParams, querystring: ReportQuery };

    app.get('/report', { config: owner, schema: ofAll }, ({ query }) => lockstep.report(null, reportRequest(query)));

    app.get('/report.csv', { config: owner, schema: ofAll }, async ({ query }, reply) =>
      sendCsv(reply, 'lockstep', await lockstep.reportCsv(null, reportRequest(query))),
    );

    app.get('/accounts/:id/report', { config: account, schema: ofOne }, ({ params, query }) =>
      lockstep.report([params.id], reportRequest(query)),
    );

    app.get('/accounts/:id/report.csv', { config: account, schema: ofOne }, async ({ params, query }, reply) =>
      sendCsv(reply, `lockstep-${params.id}`, await lockstep.reportCsv([params.id], reportRequest(query))),
    );

    app.get('/audit', { config: owner, schema: { tags, summary: 'Every account, read afresh at its exchange' } }, () =>
      lockstep.audit(),
    );
  };
