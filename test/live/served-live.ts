import { promisify } from 'node:util';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { onTestFinished } from 'vitest';
import { liveFeed } from '../../server/live/live-feed.ts';
import type { ChangeSource } from '../../server/live/journal-tail.ts';
import type { Person } from '../../server/person.ts';
import { answerTo } from '../../server/errors.ts';
import { liveRoutes } from '../../server/routes/live.ts';

export const owner: Person = { personId: 'o', name: 'Olga', email: 'o@example.org', role: 'owner', accountIds: [] };
export const member = (...accountIds: readonly string[]): Person => ({ ...owner, role: 'member', accountIds });

type Settings = Parameters<typeof liveRoutes>[1];

export interface ServedLive {
  readonly url: string;
  connections(): Promise<number>;
  /** From the next check on these answers hold; null: signed out. */
  become(person: Person | null): void;
}

/** The route alone, over HTTP, for a person who has signed in. */
export async function servedLive(journal: ChangeSource, person: Person, settings: Settings = {}): Promise<ServedLive> {
  let now: Person | null = person;
  const app = Fastify({ forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _request, reply) => {
    const { statusCode, body } = answerTo(error);
    return reply.code(statusCode).send(body);
  });
  app.decorateRequest('person', null);
  app.addHook('onRequest', (request, _reply, done) => {
    request.person = now;
    request.personNow = () => Promise.resolve(now);
    done();
  });
  await app.register(liveRoutes({ live: liveFeed(journal, { pollMs: 20 }) }, settings));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return {
    url: `${url}/live`,
    connections: promisify(app.server.getConnections.bind(app.server)),
    become: (next) => {
      now = next;
    },
  };
}
