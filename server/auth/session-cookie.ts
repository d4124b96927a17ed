import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionLifeMs } from '../../store/person-sessions.ts';

/** Behind TLS the browser itself sees to it that no other host and no plain HTTP ever set it. */
const nameFor = (isEncrypted: boolean): string => (isEncrypted ? '__Host-lockstep_session' : 'lockstep_session');

const isEncrypted = ({ protocol }: FastifyRequest, publicOrigin: string | null): boolean =>
  protocol === 'https' || (publicOrigin?.startsWith('https:') ?? false);

/** Null: none, or no token of Lockstep's. */
export function sessionTokenOf(request: FastifyRequest, publicOrigin: string | null): string | null {
  const token = request.cookies[nameFor(isEncrypted(request, publicOrigin))];
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : null;
}

export function giveSessionToken(
  request: FastifyRequest,
  reply: FastifyReply,
  publicOrigin: string | null,
  token: string,
): void {
  const encrypted = isEncrypted(request, publicOrigin);
  const options: CookieSerializeOptions = {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: encrypted,
    maxAge: sessionLifeMs / 1_000,
  };
  void reply.setCookie(nameFor(encrypted), token, options);
}
