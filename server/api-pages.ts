import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { apiDescription, apiTags, securitySchemes } from './api-description.ts';
import { withAccess } from './with-access.ts';

interface Made {
  readonly zodSchema: { readonly _zod: { readonly def: { readonly type: string } } };
  readonly jsonSchema: { type?: unknown; minimum?: number; maximum?: number };
}

/** Bounds of JavaScript's own integers tell nobody anything; no body is told as `null`. */
function plain({ zodSchema, jsonSchema }: Made): void {
  if (zodSchema._zod.def.type === 'undefined') jsonSchema.type = 'null';
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

const settings = { zodToJsonConfig: { override: plain } };
const transformObject = createJsonSchemaTransformObject(settings);

interface Named {
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
}

/** Every schema with a name is made twice, for what is sent and for what is answered. */
function withoutUnused(document: ReturnType<typeof transformObject>): typeof document {
  const paths = JSON.stringify(document.paths);
  const { components } = document as Named;
  const schemas = Object.entries(components?.schemas ?? {}).filter(
    ([name]) => !name.endsWith('Input') || paths.includes(`/${name}"`),
  );
  return { ...document, components: { ...components, schemas: Object.fromEntries(schemas) } };
}

/** Collects every route that is registered after it. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Lockstep', version: '1', description: apiDescription },
      tags: [...apiTags],
      components: { securitySchemes },
    },
    transform: createJsonSchemaTransform(settings),
    transformObject: (document) => withoutUnused(transformObject(document)),
  });
}

/** The page to read and try the API, and its document. */
export async function serveApiPages(app: FastifyInstance): Promise<void> {
  await app.register(
    withAccess('owner', async (pages) => {
      await pages.register(swaggerUi, {
        routePrefix: '/api/docs',
        uiConfig: { docExpansion: 'none', defaultModelsExpandDepth: 0, defaultModelExpandDepth: 4, filter: true },
      });
      pages.get('/docs', { schema: { hide: true } }, (_request, reply) => reply.redirect('/api/docs/'));
      pages.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
    }),
  );
}
