import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { onTestFinished } from 'vitest';
import type { Access } from '../../server/access.ts';
import type { AccessDeps } from '../../server/auth/access-deps.ts';
import { firstOwnerLink } from '../../server/auth/first-owner-link.ts';
import { guardRoutes } from '../../server/auth/guard-routes.ts';
import { argonPasswords } from '../../server/auth/passwords.ts';
import { answerTo } from '../../server/errors.ts';
import { joiningRoutes } from '../../server/routes/joining.ts';
import { peopleRoutes } from '../../server/routes/people.ts';
import { sessionRoutes } from '../../server/routes/session.ts';
import { openPeople } from '../../store/open-people.ts';
import type { People } from '../../store/people.ts';
import { browserAt, type Browser } from './browser.ts';

export const owner = { name: 'Olga', email: 'olga@example.org', password: 'correct horse battery' };
export const member = { name: 'Mia', email: 'mia@example.org', password: 'staple of members 42' };

export interface AuthApp {
  readonly url: string;
  readonly people: People;
  /** Whatever was logged, at the most talkative level. */
  readonly log: () => string;
  readonly pass: (ms: number) => void;
  /** The database file, and how it can be taken away. */
  readonly loseDatabase: () => Promise<void>;
  browser(): Promise<Browser>;
  /** A browser in which the first owner was made. */
  asOwner(): Promise<Browser>;
  /** A browser in which a member of `mine` has joined. */
  asMember(by: Browser): Promise<Browser>;
}

/** Signing in with its own routes, and two of each access beside them. */
export async function authApp(settings: { readonly publicOrigin?: string } = {}): Promise<AuthApp> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-auth-'));
  let passedMs = 0;
  let lines = '';
  const people = openPeople({
    url: `file:${join(folder, 'people.db')}`,
    patienceMs: 5_000,
    now: () => Date.now() + passedMs,
  });
  const passwords = argonPasswords({ memoryKib: 1_024, passes: 1 });
  const deps: AccessDeps = { people, passwords, publicOrigin: settings.publicOrigin ?? null };
  const stream = {
    write: (line: string) => {
      lines += line;
    },
  };
  const app = Fastify({ logger: { level: 'trace', stream }, trustProxy: ['127.0.0.1'] });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => {
    const { statusCode, body } = answerTo(error);
    request.log.error({ err: error });
    return reply.code(statusCode).send(body);
  });
  await app.register(cookie);
  guardRoutes(app, deps);
  for (const routes of [sessionRoutes, joiningRoutes, peopleRoutes]) await app.register(routes(deps));
  for (const access of ['anybody', 'person', 'owner', 'account', 'secret', undefined] as const) {
    const config: { access?: Access } = access === undefined ? {} : { access };
    app.get(`/sample/${access ?? 'untold'}/:id`, { config }, ({ person }) => ({ person }));
    app.post(`/sample/${access ?? 'untold'}/:id`, { config }, () => ({ done: true }));
  }
  app.post('/sample/account-without-id', { config: { access: 'account' } }, () => ({ done: true }));

  await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await app.close();
    await people.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const browser = () => browserAt(url);
  return {
    url,
    people,
    log: () => lines,
    pass: (ms) => {
      passedMs += ms;
    },
    loseDatabase: () => people.close(),
    browser,
    asOwner: async () => {
      const own = await browser();
      const token = (await firstOwnerLink(people, url))?.split('#token=')[1];
      const answer = await own.ask('POST', '/first-owner', { token, ...owner });
      if (answer.status !== 200) throw new Error(answer.text);
      return own;
    },
    asMember: async (by) => {
      const { name, email, password } = member;
      const invited = await by.ask('POST', '/people', { name, email, role: 'member', accountIds: ['mine'] });
      const own = await browser();
      const answer = await own.ask('POST', '/join', { token: invited.json.joinToken, password });
      if (answer.status !== 200) throw new Error(`${invited.text} ${answer.text}`);
      return own;
    },
  };
}
