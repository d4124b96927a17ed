import type { RouteOptions } from 'fastify';
import { z } from 'zod';
import type { Access } from './access.ts';
import { ApiErrorAnswer } from './answers/api-error.answer.ts';

const words = {
  400: 'Wrong input: each mistake with its path.',
  401: 'Nobody is signed in, or what was to prove who asks is wrong.',
  403: 'Not for this person, not with this x-csrf-token, or not by this way.',
  404: 'There is no such thing.',
  409: 'Refused: the message tells why.',
  429: 'Too often: the header retry-after tells how many seconds to wait.',
  503: 'A part of Lockstep does not answer right now. What was asked may still come about.',
} as const;
type Refusal = keyof typeof words;

/** Told by each route's `config.access`, its method and what it takes. For the hook `onRoute`. */
export function describeRefusals(route: RouteOptions): void {
  const { schema, config } = route;
  const access = config?.access;
  if (schema === undefined || schema.hide === true || access === undefined) return;
  const isChange = ![route.method].flat().every((method) => method === 'GET' || method === 'HEAD');
  const may: Readonly<Record<Refusal, boolean>> = {
    400: [schema.body, schema.params, schema.querystring].some((part) => part !== undefined),
    401: access !== 'anybody' || (isChange && schema.body !== undefined),
    403: true,
    404: schema.params !== undefined || (isChange && access !== 'anybody'),
    409: isChange,
    429: true,
    503: true,
  };
  const refusals = Object.entries(words).filter(([status]) => may[Number(status) as Refusal]);
  schema.response = {
    ...Object.fromEntries(
      Object.entries(schema.response ?? {}).map(([status, answer]) => [status, success(status, answer)]),
    ),
    ...Object.fromEntries(refusals.map(([status, about]) => [status, json(about, ApiErrorAnswer)])),
  };
  schema.security = provenBy(access, isChange);
}

const json = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema } },
});

const success = (status: string, answer: unknown): unknown =>
  answer instanceof z.ZodType && status !== '204' ? json(status === '201' ? 'Made.' : 'As asked.', answer) : answer;

/** Names of the document's security schemes. */
function provenBy(access: Access, isChange: boolean): readonly Record<string, readonly string[]>[] {
  if (access === 'secret') return [{ signature: [], timestamp: [] }];
  if (isChange) return [{ session: [], csrf: [] }];
  return access === 'anybody' ? [] : [{ session: [] }];
}
