import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { expected } from '../../config/expectations.ts';
import { AccountParams, NoBody } from '../account-params.ts';
import { AccountViewAnswer } from '../answers/account-view.answer.ts';
import { listOf } from '../answers/described.ts';
import { LiquidatedPositionAnswer } from '../answers/order-result.answer.ts';
import { badField } from '../api-error.ts';
import type { ServerDeps } from '../server-deps.ts';
import { signedIn } from '../signed-in.ts';
import { TradingStateBody } from '../trading-state-body.ts';
import { accountShownTo } from '../what-is-shown.ts';

const Confirm = z.string({ error: expected('the account’s id') });

const ModeBody = z.strictObject({
  mode: z.enum(['observe', 'live'], { error: expected('"observe" or "live"') }),
  confirm: Confirm.optional(),
  allowWithdrawPermission: z.boolean({ error: expected('true or false') }).default(false),
});
const StopBody = z.strictObject({ liquidate: z.boolean({ error: expected('true or false') }) });
const LiquidateBody = z.strictObject({ confirm: Confirm });

/** What moves real money asks for the account's id once more. */
function requireConfirmed(id: string, confirm: string | undefined): void {
  if (confirm !== id) throw badField('confirm', `expected the account's id, ${id}`);
}

/** What one account does from now on. */
export const switchesRoutes =
  ({ lockstep }: Pick<ServerDeps, 'lockstep'>): FastifyPluginAsyncZod =>
  async (app) => {
    const of = (summary: string) => ({ tags: ['switches'], summary, params: AccountParams });
    const response = { 200: AccountViewAnswer };
    const config = { access: 'account' } as const;

    app.put(
      '/accounts/:id/mode',
      { config, schema: { ...of('Observe, or live'), body: ModeBody, response } },
      async (request) => {
        const { id } = request.params;
        const { mode, confirm, allowWithdrawPermission } = request.body;
        if (mode === 'live') requireConfirmed(id, confirm);
        return accountShownTo(signedIn(request), await lockstep.setMode(id, mode, allowWithdrawPermission));
      },
    );

    app.put(
      '/accounts/:id/state',
      { config, schema: { ...of('What it may send'), body: TradingStateBody, response } },
      async (request) =>
        accountShownTo(signedIn(request), await lockstep.setTradingState(request.params.id, request.body.tradingState)),
    );

    app.post(
      '/accounts/:id/start',
      { config, schema: { ...of('Make it run'), body: NoBody, response } },
      async (request) => accountShownTo(signedIn(request), await lockstep.start(request.params.id)),
    );

    app.post(
      '/accounts/:id/stop',
      { config, schema: { ...of('End it; what it owns stays, or is sold first'), body: StopBody, response } },
      async (request) =>
        accountShownTo(signedIn(request), await lockstep.stop(request.params.id, request.body.liquidate)),
    );

    app.post(
      '/accounts/:id/liquidate',
      {
        config,
        schema: {
          ...of('Sell what Lockstep bought for it'),
          body: LiquidateBody,
          response: { 200: listOf(LiquidatedPositionAnswer) },
        },
      },
      ({ params: { id }, body }) => {
        requireConfirmed(id, body.confirm);
        return lockstep.liquidate(id);
      },
    );
  };
