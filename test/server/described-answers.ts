import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';

/**
 * Fails the test when an app that is created in `work` answers JSON that is not as the API's document tells: a field
 * more, which may be a leak, included.
 */
export async function answeringAsDescribed<T>(work: () => Promise<T>): Promise<T> {
  const wrong: string[] = [];
  onTestFinished(() => {
    expect(wrong, 'answers that are not as described').toEqual([]);
  });
  const listen = (message: unknown): void => {
    const { fastify } = message as { readonly fastify: FastifyInstance };
    fastify.addHook('preSerialization', async ({ method, url }, reply, payload) => {
      const problem = problemOf(answerOf(reply), payload);
      if (problem !== null) wrong.push(`${method} ${url} ${reply.statusCode}: ${problem}`);
      return payload;
    });
  };
  subscribe('fastify.initialization', listen);
  try {
    return await work();
  } finally {
    unsubscribe('fastify.initialization', listen);
  }
}

type Described = z.ZodType | { readonly content: Readonly<Record<string, { readonly schema: z.ZodType }>> };

/** Undefined: of no route in the document. Null: of one that doesn't tell of this status. */
function answerOf({ request, statusCode }: FastifyReply): z.ZodType | null | undefined {
  const { config, schema } = request.routeOptions;
  if (config.access === undefined || schema === undefined || schema.hide === true) return undefined;
  // Of requests that are none, and of faults of our own: all alike, whatever the route.
  if (statusCode === 413 || statusCode === 415 || statusCode === 500) return undefined;
  const found = (schema.response as Readonly<Record<string, Described>> | undefined)?.[statusCode];
  if (found === undefined) return null;
  return 'content' in found ? found.content['application/json']?.schema : found;
}

function problemOf(answer: z.ZodType | null | undefined, payload: unknown): string | null {
  if (answer === undefined) return null;
  if (answer === null) return 'nothing tells of this status';
  const parsed = answer.safeParse(JSON.parse(JSON.stringify(payload)));
  return parsed.success ? null : z.prettifyError(parsed.error);
}
