import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StoredPerson } from '../../store/people.ts';
import { newSecretToken } from '../../store/secret-token.ts';
import { ApiError } from '../api-error.ts';
import type { Person } from '../person.ts';
import type { AccessDeps } from './access-deps.ts';
import { csrfTokenOf } from './csrf.ts';
import { personShown } from './person-shown.ts';
import { giveSessionToken } from './session-cookie.ts';

export interface SignedIn {
  readonly person: Person;
  readonly csrfToken: string;
}

const wrong = () => new ApiError(401, 'this email and this password do not belong together');

/**
 * Who has this email and this password. Nobody can tell by answer or time whether an email is known.
 * @throws ApiError 401 or, after too many attempts, 429 with the seconds to wait in `retry-after`
 */
export async function provenPerson(
  { people, passwords }: AccessDeps,
  { ip, log }: FastifyRequest,
  reply: FastifyReply,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<{ readonly person: StoredPerson; readonly passwordHash: string }> {
  const waitMs = await people.beginSignIn(email, ip);
  if (waitMs > 0) {
    const seconds = Math.ceil(waitMs / 1_000);
    void reply.header('retry-after', String(seconds));
    throw new ApiError(429, `too many attempts to sign in: wait ${seconds} s`);
  }
  const found = await people.withEmail(email);
  const isProven = await passwords.matches(password, found?.passwordHash ?? null);
  if (!isProven || found?.passwordHash == null) {
    log.warn({ ip }, 'an attempt to sign in failed');
    throw wrong();
  }
  await people.signInSucceeded(email, ip);
  return { person: found.person, passwordHash: found.passwordHash };
}

/** Under a new token: whatever the browser's cookie held before opens nothing any more. */
export async function beginSession(
  { people, publicOrigin }: AccessDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { person, passwordHash }: { readonly person: StoredPerson; readonly passwordHash: string },
): Promise<SignedIn> {
  if (request.sessionToken !== null) await people.endSession(request.sessionToken);
  request.server.forgetSessions();
  const token = await people.startSession(person.personId, passwordHash);
  if (token === null) throw wrong();
  giveSessionToken(request, reply, publicOrigin, token);
  return { person: personShown(person), csrfToken: csrfTokenOf(token) };
}

/** For a browser in which nobody is signed in: proves its changes, the sign-in above all, to come from our page. */
export function beginAsNobody(
  { publicOrigin }: Pick<AccessDeps, 'publicOrigin'>,
  request: FastifyRequest,
  reply: FastifyReply,
): { readonly csrfToken: string } {
  const token = newSecretToken();
  giveSessionToken(request, reply, publicOrigin, token);
  return { csrfToken: csrfTokenOf(token) };
}
