import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { apiDescription, apiTags, refusalExamples, securitySchemes } from './api-description.ts';
import { globalRegistry, type $ZodType } from 'zod/v4/core';
import { withAccess } from './with-access.ts';

interface Made {
  readonly zodSchema: $ZodType;
  readonly jsonSchema: { type?: unknown; examples?: unknown; minimum?: number; maximum?: number };
}

/**
 * Bounds of JavaScript's own integers tell nobody anything; no body is told as `null`; examples of what is sent are kept
 * although it becomes something else.
 */
function plain({ zodSchema, jsonSchema }: Made): void {
  if (zodSchema._zod.def.type === 'undefined') jsonSchema.type = 'null';
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  const { examples } = globalRegistry.get(zodSchema) ?? {};
  if (examples !== undefined) jsonSchema.examples = examples;
}

const settings = { zodToJsonConfig: { override: plain } };
const transformObject = createJsonSchemaTransformObject(settings);

interface Tidied {
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { example?: unknown }> }>>;
}

/** Every schema with a name is made twice, for what is sent and for what is answered; refusals look all the same. */
function tidied(document: ReturnType<typeof transformObject>): typeof document {
  const { components, paths = {} } = document as Tidied;
  const text = JSON.stringify(paths);
  const schemas = Object.entries(components?.schemas ?? {}).filter(
    ([name]) => !name.endsWith('Input') || text.includes(`/${name}"`),
  );
  for (const { responses } of Object.values(paths).flatMap((path) => Object.values(path)))
    for (const [status, message] of Object.entries(refusalExamples)) {
      const media = responses[status]?.content?.['application/json'];
      if (media !== undefined) media.example = { error: { message } };
    }
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
    transformObject: (document) => tidied(transformObject(document)),
  });
}

/** The page to read and try the API, and its document. */
export async function serveApiPages(app: FastifyInstance): Promise<void> {
  await app.register(
    withAccess('owner', async (pages) => {
      await pages.register(swaggerUi, {
        routePrefix: '/api/docs',
        theme: { title: 'Lockstep API' },
        uiConfig: {
          layout: 'BaseLayout',
          docExpansion: 'list',
          defaultModelsExpandDepth: 0,
          defaultModelExpandDepth: 4,
        },
      });
      pages.get('/docs', { schema: { hide: true } }, (_request, reply) => reply.redirect('/api/docs/'));
      pages.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
    }),
  );
}
