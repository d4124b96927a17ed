import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listOf } from '../answers/described.ts';
import { PositionOverAccountsAnswer } from '../answers/positions.answer.ts';
import { positionsOver } from '../positions-over-accounts.ts';
import type { ServerDeps } from '../server-deps.ts';
import { signedIn } from '../signed-in.ts';
import { accountsShownTo } from '../what-is-shown.ts';

/** What is owned over all accounts that the person may see; the master's is the owner's to know. */
export const positionsRoutes =
  ({ lockstep }: Pick<ServerDeps, 'lockstep'>): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/positions',
      {
        config: { access: 'person' },
        schema: {
          tags: ['accounts'],
          summary: 'What is owned of each symbol, over accounts',
          response: { 200: z.strictObject({ positions: listOf(PositionOverAccountsAnswer) }) },
        },
      },
      async (request) => {
        const person = signedIn(request);
        const accounts = accountsShownTo(person, await lockstep.accounts());
        return {
          positions: positionsOver(person.role === 'owner' ? accounts : accounts.filter(({ role }) => role === 'user')),
        };
      },
    );
  };
