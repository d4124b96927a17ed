import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Joined, LinkPurpose } from '../../store/people.ts';
import { SignedInAnswer } from '../answers/session.answer.ts';
import { ApiError } from '../api-error.ts';
import type { AccessDeps } from '../auth/access-deps.ts';
import { Email, LinkToken, NewPassword, PersonName } from '../auth/person-body.ts';
import { beginSession } from '../auth/sign-in.ts';

const FirstOwnerBody = z.strictObject({ token: LinkToken, name: PersonName, email: Email, password: NewPassword });
const JoinBody = z.strictObject({ token: LinkToken, password: NewPassword });

const invalid: Readonly<Record<LinkPurpose, string>> = {
  'first-owner': 'this link was used or is too old: start Lockstep again for a new one',
  join: 'this link was used or is too old: ask an owner for a new one',
};

/** What one-time links open. */
export const joiningRoutes =
  (deps: AccessDeps): FastifyPluginAsyncZod =>
  async (app) => {
    const { people, passwords } = deps;
    const config = { access: 'anybody' } as const;
    const of = (summary: string) => ({ tags: ['session'], summary });
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });

    /** The link is looked at first: a password costs much to hash. */
    const hashed = async (purpose: LinkPurpose, token: string, password: string): Promise<string> => {
      if (!(await people.isLinkValid(purpose, token))) throw new ApiError(409, invalid[purpose]);
      return passwords.hash(password);
    };
    const personOf = (purpose: LinkPurpose, joined: Joined) => {
      switch (joined.kind) {
        case 'joined':
          return joined.person;
        case 'email-taken':
          throw new ApiError(409, 'somebody else has this email');
        case 'link-invalid':
          throw new ApiError(409, invalid[purpose]);
      }
    };

    app.post(
      '/first-owner',
      { config, schema: { ...of('Become the first owner'), body: FirstOwnerBody, response: { 200: SignedInAnswer } } },
      async (request, reply) => {
        const { token, name, email, password } = request.body;
        const passwordHash = await hashed('first-owner', token, password);
        const joined = await people.createFirstOwner(token, { name, email }, passwordHash);
        return beginSession(deps, request, reply, { person: personOf('first-owner', joined), passwordHash });
      },
    );

    app.post(
      '/join',
      {
        config,
        schema: {
          ...of('Set the password that a one-time link asks for'),
          body: JoinBody,
          response: { 200: SignedInAnswer },
        },
      },
      async (request, reply) => {
        const { token, password } = request.body;
        const passwordHash = await hashed('join', token, password);
        const joined = await people.join(token, passwordHash);
        return beginSession(deps, request, reply, { person: personOf('join', joined), passwordHash });
      },
    );
  };
