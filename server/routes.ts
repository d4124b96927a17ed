import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { describeRefusals } from './described-refusals.ts';
import { accountEntriesRoutes } from './routes/account-entries.ts';
import { accountsRoutes } from './routes/accounts.ts';
import { candlesRoutes } from './routes/candles.ts';
import { credentialsRoutes } from './routes/credentials.ts';
import { equityRoutes } from './routes/equity.ts';
import { globalLimitsRoutes } from './routes/global-limits.ts';
import { globalRoutes } from './routes/global.ts';
import { joiningRoutes } from './routes/joining.ts';
import { liveRoutes } from './routes/live.ts';
import { ordersRoutes } from './routes/orders.ts';
import { peopleRoutes } from './routes/people.ts';
import { positionsRoutes } from './routes/positions.ts';
import { reportsRoutes } from './routes/reports.ts';
import { sessionRoutes } from './routes/session.ts';
import { switchesRoutes } from './routes/switches.ts';
import { tradesRoutes } from './routes/trades.ts';
import { webhooksRoutes } from './routes/webhooks.ts';
import type { ServerDeps } from './server-deps.ts';

const plugins = [
  sessionRoutes,
  joiningRoutes,
  peopleRoutes,
  accountsRoutes,
  accountEntriesRoutes,
  credentialsRoutes,
  candlesRoutes,
  positionsRoutes,
  switchesRoutes,
  ordersRoutes,
  tradesRoutes,
  reportsRoutes,
  equityRoutes,
  globalRoutes,
  globalLimitsRoutes,
  liveRoutes,
  webhooksRoutes,
];

/** Everything under `/api`. What it tells is kept by nobody on the way. */
export const apiRoutes =
  (deps: ServerDeps): FastifyPluginAsyncZod =>
  async (app) => {
    app.addHook('onSend', async (_request, reply) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    });
    app.addHook('onRoute', describeRefusals);
    for (const plugin of plugins) await app.register(plugin(deps));
  };
