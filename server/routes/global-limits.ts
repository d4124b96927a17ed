import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AmountOrZero } from '../../config/decimal.schema.ts';
import type { GlobalLimits, GlobalStatus } from '../../domain/global-state.ts';
import { JournalUnavailable } from '../../store/journal.ts';
import { NoBody } from '../account-params.ts';
import { DescribedGlobalLimitsAnswer } from '../answers/global-limits.answer.ts';
import { GlobalAnswer } from '../answers/global-status.answer.ts';
import { ApiError } from '../api-error.ts';
import { LockstepRefusal } from '../lockstep.ts';
import type { ServerDeps } from '../server-deps.ts';

/** Both, so that a limit is never lifted by leaving it out. */
const LimitsBody = z.strictObject({
  maxExposureUsd: AmountOrZero.nullable(),
  maxDailyLossUsd: AmountOrZero.nullable(),
});

/** What all accounts may do together. */
export const globalLimitsRoutes =
  ({ lockstep, globalLimits }: Pick<ServerDeps, 'lockstep' | 'globalLimits'>): FastifyPluginAsyncZod =>
  async (app) => {
    const config = { access: 'owner' } as const;
    const of = (summary: string) => ({ tags: ['all accounts'], summary });
    const response = { 200: GlobalAnswer };
    const inEffect = (limits: GlobalLimits): Promise<GlobalStatus> =>
      lockstep.setGlobalLimits(limits).catch((error: unknown) => {
        throw error instanceof LockstepRefusal
          ? new LockstepRefusal(error.kind, `saved, and not in effect yet: ${error.message}`)
          : error;
      });

    app.get(
      '/global-limits',
      {
        config,
        schema: { ...of('Whose limits hold, and those of the file'), response: { 200: DescribedGlobalLimitsAnswer } },
      },
      () => globalLimits.describe(),
    );

    app.put(
      '/global-limits',
      {
        config,
        schema: {
          ...of('What all accounts may do together, from now on and after a restart'),
          body: LimitsBody,
          response,
        },
      },
      async ({ body }) => {
        try {
          await globalLimits.save(body);
        } catch (error) {
          if (!(error instanceof JournalUnavailable)) throw error;
          // Whoever sets a limit needs it now; that it is not kept is told.
          await lockstep.setGlobalLimits(body);
          throw new ApiError(503, 'in effect, and NOT saved, as the database does not answer: a restart undoes it');
        }
        return inEffect(body);
      },
    );

    app.delete(
      '/global-limits',
      { config, schema: { ...of('Back to the limits of the file'), body: NoBody, response } },
      async () => inEffect(await globalLimits.forget()),
    );
  };
