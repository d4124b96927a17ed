import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AccountEntry, AccountId } from '../../config/account-file.schema.ts';
import { expected } from '../../config/expectations.ts';
import type { AccountConfig } from '../../domain/account-config.ts';
import { AccountChange, changedEntry } from '../account-change.ts';
import { AccountParams, NoBody } from '../account-params.ts';
import { AccountViewAnswer } from '../answers/account-view.answer.ts';
import { ApiError, badField } from '../api-error.ts';
import { LockstepRefusal, type AccountView } from '../lockstep.ts';
import type { ServerDeps } from '../server-deps.ts';
import { signedIn } from '../signed-in.ts';
import { accountShownTo } from '../what-is-shown.ts';

const CreateBody = z.strictObject({ entry: AccountEntry }).meta({
  examples: [{ entry: { user_id: 'ann', broker_type: 'kraken', limits: { max_order_usd: '200' } } }],
});
const DeleteBody = z.strictObject({
  confirm: z.string({ error: expected('the account’s id') }),
  positions: z.enum(['leave', 'liquidate'], { error: expected('"leave" or "liquidate"') }),
});

type Deps = Pick<ServerDeps, 'lockstep' | 'directory' | 'vault' | 'people'>;

/** Which accounts there are, and what each may do. */
export const accountEntriesRoutes =
  ({ lockstep, directory, vault, people }: Deps): FastifyPluginAsyncZod =>
  async (app) => {
    const owner = { access: 'owner' } as const;
    const response = { 200: AccountViewAnswer };
    const of = (summary: string) => ({ tags: ['accounts'], summary });
    const inEffect = (config: AccountConfig): Promise<AccountView> =>
      lockstep.configure(config.accountId, config).catch((error: unknown) => {
        throw error instanceof LockstepRefusal
          ? new LockstepRefusal(error.kind, `saved, and not in effect yet: ${error.message}`)
          : error;
      });
    const isRunning = async (accountId: string): Promise<boolean> =>
      (await lockstep.accounts()).some((account) => account.accountId === accountId && account.isRunning);

    app.post(
      '/accounts',
      {
        config: owner,
        schema: {
          ...of('Make an account; it starts unless it is disabled'),
          body: CreateBody,
          response: { 201: AccountViewAnswer },
        },
      },
      async ({ body: { entry } }, reply) => {
        const { user_id: id } = entry;
        if ((await directory.find(id)) !== null) throw new ApiError(409, `there is an account ${id} already`);
        if (await isRunning(id)) throw new ApiError(409, `an account ${id} that nothing describes still runs: stop it`);
        const config = await directory.save({ credential_name: credentialNameOf(id), ...entry });
        return reply.code(201).send(await inEffect(config));
      },
    );

    app.patch(
      '/accounts/:id',
      {
        config: { access: 'account' },
        schema: { ...of('Change what it may do, at once'), params: AccountParams, body: AccountChange, response },
      },
      async (request) => {
        const { body, params } = request;
        const config = await directory.change(params.id, (entry) => changedEntry(entry, body));
        return accountShownTo(signedIn(request), await inEffect(config));
      },
    );

    for (const word of ['enable', 'disable'] as const) {
      const summary = word === 'enable' ? 'Let it run' : 'End it until it is enabled; what it owns stays';
      app.post(
        `/accounts/:id/${word}`,
        { config: { access: 'account' }, schema: { ...of(summary), params: AccountParams, body: NoBody, response } },
        async (request) => {
          const config = await directory.change(request.params.id, (entry) => ({
            ...entry,
            enabled: word === 'enable',
          }));
          return accountShownTo(signedIn(request), await inEffect(config));
        },
      );
    }

    app.delete(
      '/accounts/:id',
      {
        config: owner,
        schema: {
          ...of('End and forget an account that was made in the browser, with its key'),
          params: AccountParams,
          body: DeleteBody,
          response: { 200: z.strictObject({ deleted: AccountId }) },
        },
      },
      async ({ params: { id }, body: { confirm, positions } }) => {
        if (confirm !== id) throw badField('confirm', `expected the account's id, ${id}`);
        const found = await directory.find(id);
        if (found === null) throw new ApiError(404, `no account ${id} was made in the browser`);
        if (found.isInFile)
          throw new ApiError(409, `a file describes ${id}: disable it here, or delete it in its file`);
        await lockstep.stop(id, positions === 'liquidate');
        await vault.remove(id);
        await people.forgetAccount(id);
        app.forgetSessions();
        await directory.remove(id);
        return { deleted: id };
      },
    );
  };

/** Its own, so that no other account's variables are taken for its key. */
const credentialNameOf = (accountId: string): string => accountId.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
