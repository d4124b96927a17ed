import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access } from '../access.ts';
import { ApiError } from '../api-error.ts';
import { maySee, type Person } from '../person.ts';
import type { AccessDeps } from './access-deps.ts';
import { isCsrfTokenOf } from './csrf.ts';
import { knownSessions } from './known-sessions.ts';
import { isFromOwnOrigin } from './own-origin.ts';
import { sessionTokenOf } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the cookie, also while nobody is signed in; null: the browser has none yet. */
    sessionToken: string | null;
    /** Reads anew who is signed in: for answers that outlive their request's check, such as streams. */
    personNow(): Promise<Person | null>;
  }
  interface FastifyInstance {
    /** Asks the database anew for this session, or after people were changed for all of them. */
    forgetSessions(sessionToken?: string): void;
  }
}

const noPerson = (): Promise<null> => Promise.resolve(null);

/**
 * Checks every request of the routes that are registered after it, against their `config.access`, before its body is
 * read. Needs @fastify/cookie.
 */
export function guardRoutes(app: FastifyInstance, { people, publicOrigin }: Omit<AccessDeps, 'passwords'>): void {
  const sessions = knownSessions(people);
  app.decorateRequest('person', null);
  app.decorateRequest('sessionToken', null);
  app.decorateRequest('personNow', noPerson);
  app.decorate('forgetSessions', sessions.forget);

  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return;
    const { access } = request.routeOptions.config;
    if (access === undefined) throw new ApiError(403, 'nobody may use this');
    if (access === 'secret') return;
    const token = sessionTokenOf(request, publicOrigin);
    request.sessionToken = token;
    request.personNow = token === null ? noPerson : () => sessions.personOf(token);
    if (access !== 'anybody') {
      reply.header('cache-control', 'no-store');
      request.person = await request.personNow();
      refuseWithoutAccess(request, access);
    }
    if (isChange(request)) refuseForged(request, publicOrigin);
  });
}

function refuseWithoutAccess(request: FastifyRequest, access: Exclude<Access, 'anybody' | 'secret'>): void {
  const { person } = request;
  if (person === null) throw new ApiError(401, 'sign in first');
  switch (access) {
    case 'person':
      return;
    case 'owner':
      if (person.role !== 'owner') throw new ApiError(403, 'only an owner may do this');
      return;
    case 'account': {
      const { id } = request.params as { readonly id?: unknown };
      if (typeof id !== 'string' || !maySee(person, id)) throw new ApiError(403, 'this account is not yours');
    }
  }
}

const isChange = ({ method }: FastifyRequest): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method);

function refuseForged(request: FastifyRequest, publicOrigin: string | null): void {
  if (!isFromOwnOrigin(request, publicOrigin)) throw new ApiError(403, 'this was sent by the page of another site');
  const { sessionToken, headers } = request;
  if (sessionToken === null || !isCsrfTokenOf(sessionToken, headers['x-csrf-token']))
    throw new ApiError(403, 'the header x-csrf-token must hold the token that GET /api/session answers');
}
