import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { withAccess } from './with-access.ts';

/** Collects every route that is registered after it. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Lockstep',
        version: '1',
        description:
          'Copies one master account’s trades. Money and quantities are decimal text. Changes carry the session’s token in the header x-csrf-token. An answer that is no success is { error: { message, issues? } }.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'lockstep_session' } } },
    },
    transform: jsonSchemaTransform,
  });
}

/** The page to read and try the API, and its document. */
export async function serveApiPages(app: FastifyInstance): Promise<void> {
  await app.register(
    withAccess('owner', async (pages) => {
      await pages.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { docExpansion: 'list' } });
      pages.get('/docs', { schema: { hide: true } }, (_request, reply) => reply.redirect('/api/docs/'));
      pages.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
    }),
  );
}
