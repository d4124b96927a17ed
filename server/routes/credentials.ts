import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { expected } from '../../config/expectations.ts';
import { readTypedCredential } from '../../config/typed-credential.ts';
import { AccountParams, NoBody } from '../account-params.ts';
import { CredentialAnswer } from '../answers/credential-view.answer.ts';
import { ApiError, badField } from '../api-error.ts';
import type { ServerDeps } from '../server-deps.ts';

const text = z.string({ error: expected('text') }).max(8_192, 'expected at most 8192 characters');
const CredentialBody = z.strictObject({ apiKey: text, apiSecret: text });

/** Keys go in and never come out. */
export const credentialsRoutes =
  ({ directory, vault, credentials }: Pick<ServerDeps, 'directory' | 'vault' | 'credentials'>): FastifyPluginAsyncZod =>
  async (app) => {
    const config = { access: 'account' } as const;
    const of = (summary: string) => ({ tags: ['accounts'], summary, params: AccountParams });

    app.put(
      '/accounts/:id/credential',
      {
        config,
        schema: { ...of('Trade with this key from now on'), body: CredentialBody, response: { 200: CredentialAnswer } },
      },
      async ({ params: { id }, body }) => {
        const account = (await directory.find(id))?.config;
        if (account == null) throw new ApiError(404, `no account ${id}`);
        const read = readTypedCredential(account.exchange, body);
        if (!read.ok) throw badField(read.field, `expected ${read.expectation}`);
        return { source: 'vault' as const, masked: await vault.put(id, read.credential) };
      },
    );

    app.delete(
      '/accounts/:id/credential',
      {
        config,
        schema: { ...of('Forget the key that was given here'), body: NoBody, response: { 200: CredentialAnswer } },
      },
      async ({ params: { id } }) => {
        if (!(await vault.remove(id))) throw new ApiError(404, `no key of ${id} was given here`);
        return credentials.describe(id);
      },
    );
  };
