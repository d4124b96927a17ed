import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { listOf } from '../answers/described.ts';
import { NoAnswer } from '../answers/no.answer.ts';
import { StoredPersonAnswer } from '../answers/person.answer.ts';
import { ApiError, badField } from '../api-error.ts';
import type { AccessDeps } from '../auth/access-deps.ts';
import { AccountIds, Email, PersonName, Role } from '../auth/person-body.ts';

const PersonBody = z.strictObject({ name: PersonName, email: Email, role: Role, accountIds: AccountIds });
const ChangesBody = z.strictObject({
  name: PersonName.exactOptional(),
  email: Email.exactOptional(),
  role: Role.exactOptional(),
  accountIds: AccountIds.exactOptional(),
});
const PersonParams = z.strictObject({ personId: z.uuid('expected the id of a person') });

const joinToken = z
  .string()
  .meta({ description: 'For <dashboard>/join#token=<joinToken>: works once. It is told to nobody again.' });

const notFound = () => new ApiError(404, 'no such person');
const lastOwner = () => new ApiError(409, 'nobody else is an owner: make another person one first');
const emailTaken = () => badField('email', 'somebody else has it');

/** Whom an owner lets in, and to which accounts. */
export const peopleRoutes =
  ({ people }: Pick<AccessDeps, 'people'>): FastifyPluginAsyncZod =>
  async (app) => {
    const config = { access: 'owner' } as const;
    const of = (summary: string) => ({ tags: ['people'], summary });

    app.get(
      '/people',
      {
        config,
        schema: { ...of('Everybody'), response: { 200: z.strictObject({ people: listOf(StoredPersonAnswer) }) } },
      },
      async () => ({ people: await people.list() }),
    );

    app.post(
      '/people',
      {
        config,
        schema: {
          ...of('Invite somebody; the token is told once'),
          body: PersonBody,
          response: { 200: z.strictObject({ person: StoredPersonAnswer, joinToken }) },
        },
      },
      async ({ body }) => {
        const added = await people.add(body);
        if (added.kind === 'email-taken') throw emailTaken();
        const { person, joinToken } = added;
        return { person, joinToken };
      },
    );

    app.post(
      '/people/:personId/link',
      {
        config,
        schema: {
          ...of('A new link to join or to set a password; earlier ones end'),
          params: PersonParams,
          response: { 200: z.strictObject({ joinToken }) },
        },
      },
      async ({ params }) => {
        const joinToken = await people.newJoinLink(params.personId);
        if (joinToken === null) throw notFound();
        return { joinToken };
      },
    );

    app.patch(
      '/people/:personId',
      {
        config,
        schema: {
          ...of('Change a person; another role ends their sessions'),
          params: PersonParams,
          body: ChangesBody,
          response: { 200: z.strictObject({ person: StoredPersonAnswer }) },
        },
      },
      async ({ params, body }) => {
        const changed = await people.change(params.personId, body);
        app.forgetSessions();
        switch (changed.kind) {
          case 'changed':
            return { person: changed.person };
          case 'email-taken':
            throw emailTaken();
          case 'last-owner':
            throw lastOwner();
          case 'not-found':
            throw notFound();
        }
      },
    );

    app.delete(
      '/people/:personId',
      {
        config,
        schema: {
          ...of('Remove a person, with their sessions and links'),
          params: PersonParams,
          response: { 204: NoAnswer },
        },
      },
      async ({ params }, reply) => {
        const removed = await people.remove(params.personId);
        app.forgetSessions();
        if (removed === 'not-found') throw notFound();
        if (removed === 'last-owner') throw lastOwner();
        return reply.code(204).send();
      },
    );
  };
