import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { AccountParams, NoBody } from '../account-params.ts';
import { AccountAuditAnswer } from '../answers/account-audit.answer.ts';
import { AccountAnswer, AccountsAnswer } from '../answers/accounts.answer.ts';
import { RehearsalAnswer } from '../answers/rehearsal.answer.ts';
import type { ServerDeps } from '../server-deps.ts';
import { signedIn } from '../signed-in.ts';
import {
  accountShownTo,
  accountsShownTo,
  copyingShownTo,
  decisionsShownTo,
  globalShownTo,
  rehearsalShownTo,
} from '../what-is-shown.ts';

const decisionsShown = 200;
const eventsShown = 100;

/** Accounts as they are, and looks at their exchange. */
export const accountsRoutes =
  ({ lockstep, credentials }: Pick<ServerDeps, 'lockstep' | 'credentials'>): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/accounts',
      {
        config: { access: 'person' },
        schema: {
          tags: ['accounts'],
          summary: 'Every account that the person may see',
          response: { 200: AccountsAnswer },
        },
      },
      async (request) => {
        const person = signedIn(request);
        const [accounts, copying, global] = await Promise.all([
          lockstep.accounts(),
          lockstep.copying(),
          lockstep.global(),
        ]);
        const shown = accountsShownTo(person, accounts);
        const master = person.role === 'owner' ? shown.find(({ role }) => role === 'master') : undefined;
        return {
          master: master ?? null,
          users: shown.filter(({ role }) => role === 'user'),
          copying: copyingShownTo(person, copying),
          global: globalShownTo(person, global),
        };
      },
    );

    app.get(
      '/accounts/:id',
      {
        config: { access: 'account' },
        schema: {
          tags: ['accounts'],
          summary: 'One account, its key masked, its latest decisions',
          params: AccountParams,
          response: { 200: AccountAnswer },
        },
      },
      async (request) => {
        const person = signedIn(request);
        const { id } = request.params;
        const [account, credential, events, decisions] = await Promise.all([
          lockstep.account(id),
          credentials.describe(id),
          lockstep.events(id, eventsShown),
          lockstep.decisions(id, decisionsShown),
        ]);
        return {
          account: accountShownTo(person, account),
          credential,
          events,
          decisions: decisionsShownTo(person, decisions),
        };
      },
    );

    app.get(
      '/accounts/:id/rehearsal',
      {
        config: { access: 'account' },
        schema: {
          tags: ['accounts'],
          summary: 'What live would have done with the observed trades',
          params: AccountParams,
          response: { 200: RehearsalAnswer },
        },
      },
      async (request) => rehearsalShownTo(signedIn(request), await lockstep.rehearsal(request.params.id)),
    );

    for (const look of ['verify', 'refresh'] as const) {
      app.post(
        `/accounts/:id/${look}`,
        {
          config: { access: 'account' },
          schema: {
            tags: ['accounts'],
            summary: look === 'verify' ? 'Prove what the key may do' : 'Read balances afresh',
            params: AccountParams,
            body: NoBody,
            response: { 200: AccountAuditAnswer },
          },
        },
        ({ params }) => lockstep.refresh(params.id),
      );
    }
  };
