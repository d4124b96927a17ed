import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';
import type { Access } from '../../server/access.ts';

export interface RouteAccess {
  readonly method: string;
  /** As it was registered: `/accounts/:id`. */
  readonly url: string;
  readonly access: Access | undefined;
}

/** Headers of a browser, and the accounts of who uses it. */
export interface Visitor {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly role: 'nobody' | 'member' | 'owner';
  readonly accountIds: readonly string[];
}

/** Whatever routes the app gets that is created in `work`, also those that packages bring along. */
export async function recordedRoutes<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly routes: readonly RouteAccess[] }> {
  const routes: RouteAccess[] = [];
  const listen = (message: unknown): void => {
    const { fastify } = message as { readonly fastify: FastifyInstance };
    // Told once it is registered: hooks of scopes have had their say by then.
    fastify.addHook('onRoute', (route) => {
      queueMicrotask(() => {
        for (const method of [route.method].flat())
          routes.push({ method, url: route.url, access: route.config?.access });
      });
    });
  };
  subscribe('fastify.initialization', listen);
  try {
    return { result: await work(), routes };
  } finally {
    unsubscribe('fastify.initialization', listen);
  }
}

/** What the access of a route promises to this visitor; `let in`: the route itself answers. */
export function promised(access: Access | undefined, visitor: Visitor, accountId: string): 401 | 403 | 'let in' {
  if (access === undefined) return 403;
  if (access === 'anybody' || access === 'secret') return 'let in';
  if (visitor.role === 'nobody') return 401;
  if (visitor.role === 'owner' || access === 'person') return 'let in';
  return access === 'account' && visitor.accountIds.includes(accountId) ? 'let in' : 403;
}

/** They show each person what is theirs; their own tests try that. */
const forEverySignedInPerson = [
  '/api/accounts',
  '/api/live',
  '/api/positions',
  '/api/session/password',
  '/api/trades',
  '/api/trades/:intentId',
];

/** A promise that is kept is not enough: a route of one account must promise the right thing. */
function isWellDeclared({ url, access }: RouteAccess): boolean {
  if (url.includes('/accounts/:id')) return access === 'account' || access === 'owner';
  if (access === 'person') return forEverySignedInPerson.includes(url) || url.startsWith('/sample/');
  return access !== 'secret' || url.startsWith('/api/webhooks/') || url.startsWith('/sample/');
}

/**
 * Asks every route as every visitor for every account, with an empty body.
 * @returns a line for each answer that breaks the promise; none when all is well
 */
export async function brokenPromises(
  baseUrl: string,
  routes: readonly RouteAccess[],
  visitors: readonly Visitor[],
  accountIds: readonly string[],
): Promise<readonly string[]> {
  const broken = routes
    .filter((route) => !isWellDeclared(route))
    .map(({ method, url, access }) => `${method} ${url} is open to ${access}`);
  for (const { method, url, access } of routes) {
    for (const accountId of url.includes(':id') ? accountIds : accountIds.slice(0, 1)) {
      const path = url
        .replace(':id', accountId)
        .replace(':personId', '00000000-0000-4000-8000-000000000000')
        .replaceAll(/:\w+/g, 'some')
        .replace('*', 'some');
      for (const visitor of visitors) {
        const status = await statusOf(`${baseUrl}${path}`, method, visitor.headers);
        const expected = promised(access, visitor, accountId);
        const isKept =
          expected === 'let in' ? ![401, 403].includes(status) || access === 'secret' : status === expected;
        if (!isKept) broken.push(`${method} ${path} as ${visitor.name}: ${status} instead of ${expected}`);
      }
    }
  }
  return broken;
}

/** Streams are left once their answer has begun. */
async function statusOf(url: string, method: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const hasBody = !['GET', 'HEAD', 'OPTIONS'].includes(method);
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    body: hasBody ? '{}' : null,
  });
  await answer.body?.cancel();
  return answer.status;
}
