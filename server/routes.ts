import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { accountsRoutes } from './routes/accounts.ts';
import { globalRoutes } from './routes/global.ts';
import { ordersRoutes } from './routes/orders.ts';
import { reportsRoutes } from './routes/reports.ts';
import { switchesRoutes } from './routes/switches.ts';
import { tradesRoutes } from './routes/trades.ts';
import type { ServerDeps } from './server-deps.ts';

/** Everything under `/api`. */
export const apiRoutes =
  (deps: ServerDeps): FastifyPluginAsyncZod =>
  async (app) => {
    app.addHook('onSend', async (_request, reply) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    });
    const plugins = [accountsRoutes, switchesRoutes, ordersRoutes, tradesRoutes, reportsRoutes, globalRoutes];
    for (const plugin of plugins) await app.register(plugin(deps));
  };
