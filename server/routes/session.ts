import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { SessionAnswer, SignedInAnswer, SignedOutAnswer } from '../answers/session.answer.ts';
import type { AccessDeps } from '../auth/access-deps.ts';
import { csrfTokenOf } from '../auth/csrf.ts';
import { Email, GivenPassword, NewPassword } from '../auth/person-body.ts';
import { beginAsNobody, beginSession, provenPerson } from '../auth/sign-in.ts';
import { signedIn } from '../signed-in.ts';

const SignInBody = z.strictObject({ email: Email, password: GivenPassword });
const PasswordBody = z.strictObject({ currentPassword: GivenPassword, newPassword: NewPassword });

export const sessionRoutes =
  (deps: AccessDeps): FastifyPluginAsyncZod =>
  async (app) => {
    const { people, passwords } = deps;
    const config = { access: 'anybody' } as const;
    const of = (summary: string) => ({ tags: ['session'], summary });
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });

    app.get(
      '/session',
      { config, schema: { ...of('Who is signed in'), response: { 200: SessionAnswer } } },
      async (request, reply) => {
        const { sessionToken } = request;
        const person = await request.personNow();
        const needsFirstOwner = person === null && (await people.needsFirstOwner());
        const { csrfToken } =
          sessionToken === null ? beginAsNobody(deps, request, reply) : { csrfToken: csrfTokenOf(sessionToken) };
        return { person, needsFirstOwner, csrfToken };
      },
    );

    app.post(
      '/session',
      { config, schema: { ...of('Sign in'), body: SignInBody, response: { 200: SignedInAnswer } } },
      async (request, reply) =>
        beginSession(deps, request, reply, await provenPerson(deps, request, reply, request.body)),
    );

    app.delete(
      '/session',
      { config, schema: { ...of('Sign out'), response: { 200: SignedOutAnswer } } },
      async (request, reply) => {
        const { sessionToken } = request;
        if (sessionToken !== null) {
          app.forgetSessions(sessionToken);
          await people.endSession(sessionToken);
        }
        return { person: null, ...beginAsNobody(deps, request, reply) };
      },
    );

    app.put(
      '/session/password',
      {
        config: { access: 'person' },
        schema: {
          ...of('Change one’s own password; ends all other sessions'),
          body: PasswordBody,
          response: { 200: SignedInAnswer },
        },
      },
      async (request, reply) => {
        const { currentPassword, newPassword } = request.body;
        const { email } = signedIn(request);
        const { person } = await provenPerson(deps, request, reply, { email, password: currentPassword });
        const passwordHash = await passwords.hash(newPassword);
        await people.setPassword(person.personId, passwordHash);
        return beginSession(deps, request, reply, { person, passwordHash });
      },
    );
  };
