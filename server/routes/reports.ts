import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { AccountParams } from '../account-params.ts';
import { AuditAnswer } from '../answers/audit.answer.ts';
import { CsvAnswer } from '../answers/csv.answer.ts';
import { ReportAnswer } from '../answers/report.answer.ts';
import { ReportQuery, reportRequest, sendCsv } from '../report-range.ts';
import type { ServerDeps } from '../server-deps.ts';

/** Profit, fees and every fill, of one account or of all. */
export const reportsRoutes =
  ({ lockstep }: Pick<ServerDeps, 'lockstep'>): FastifyPluginAsyncZod =>
  async (app) => {
    const tags = ['reports'];
    const owner = { access: 'owner' } as const;
    const account = { access: 'account' } as const;
    const ofAll = { tags, querystring: ReportQuery };
    const ofOne = { ...ofAll, params: AccountParams };
    const response = { 200: ReportAnswer };

    app.get('/report', { config: owner, schema: { ...ofAll, summary: 'Over all accounts', response } }, ({ query }) =>
      lockstep.report(null, reportRequest(query)),
    );

    app.get(
      '/report.csv',
      { config: owner, schema: { ...ofAll, summary: 'The same for a tax tool', response: { 200: CsvAnswer } } },
      async ({ query }, reply) => sendCsv(reply, 'lockstep', await lockstep.reportCsv(null, reportRequest(query))),
    );

    app.get(
      '/accounts/:id/report',
      { config: account, schema: { ...ofOne, summary: 'Of one account', response } },
      ({ params, query }) => lockstep.report([params.id], reportRequest(query)),
    );

    app.get(
      '/accounts/:id/report.csv',
      { config: account, schema: { ...ofOne, summary: 'The same for a tax tool', response: { 200: CsvAnswer } } },
      async ({ params, query }, reply) =>
        sendCsv(reply, `lockstep-${params.id}`, await lockstep.reportCsv([params.id], reportRequest(query))),
    );

    app.get(
      '/audit',
      {
        config: owner,
        schema: { tags, summary: 'Every account, read afresh at its exchange', response: { 200: AuditAnswer } },
      },
      () => lockstep.audit(),
    );
  };
