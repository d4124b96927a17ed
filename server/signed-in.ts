import type { FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import type { Person } from './person.ts';

/** @throws ApiError 401 when nobody is */
export function signedIn({ person }: FastifyRequest): Person {
  if (person === null) throw new ApiError(401, 'sign in first');
  return person;
}
