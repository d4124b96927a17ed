import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors, type ZodFastifySchemaValidationError } from 'fastify-type-provider-zod';
import { JournalUnavailable } from '../store/journal.ts';
import { VaultRefusal } from '../store/vault.ts';
import { ApiError, type ApiErrorBody, type ApiIssue } from './api-error.ts';
import { LockstepRefusal } from './lockstep.ts';

export interface ErrorAnswer {
  readonly statusCode: number;
  readonly body: ApiErrorBody;
}

const statusOfRefusal: Readonly<Record<LockstepRefusal['kind'], number>> = {
  'not-found': 404,
  refused: 409,
  unavailable: 503,
};

const statusOfVault: Readonly<Record<VaultRefusal['kind'], number>> = {
  locked: 503,
  damaged: 409,
  'shared-key': 409,
};

/** What the framework itself refuses, by its code. */
const ofTheFramework: Readonly<Record<string, readonly [number, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'the body is too large'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'expected a body of content type application/json'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'the body is not valid JSON'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'the body is empty: expected JSON'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'the body is not as long as its header says'],
};

const byStatus: Readonly<Record<number, string>> = { 403: 'not allowed', 404: 'nothing is here' };

/** What to answer to anything that a route threw: never a stack trace, never the text of an unexpected error. */
export function answerTo(error: unknown): ErrorAnswer {
  if (error instanceof LockstepRefusal) return answer(statusOfRefusal[error.kind], error.message);
  if (error instanceof ApiError) return answer(error.statusCode, error.message, error.issues);
  if (error instanceof VaultRefusal) return answer(statusOfVault[error.kind], error.message);
  if (error instanceof JournalUnavailable) return answer(503, 'the journal’s database does not answer');
  if (hasZodFastifySchemaValidationErrors(error)) return wrongInput(error.validation.flatMap(issuesOf));
  const { code, statusCode } = error as Partial<FastifyError>;
  const known = ofTheFramework[code ?? ''];
  if (known !== undefined) return answer(...known);
  if (statusCode === 429) return answer(429, 'too many requests: try again in a moment');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return answer(statusCode, byStatus[statusCode] ?? 'bad request');
  return answer(500, 'something went wrong in Lockstep: its log tells what');
}

function answer(statusCode: number, message: string, issues: readonly ApiIssue[] = []): ErrorAnswer {
  const line = message.replaceAll(/\s*\n\s*/g, ' ');
  return { statusCode, body: { error: issues.length === 0 ? { message: line } : { message: line, issues } } };
}

function wrongInput(issues: readonly ApiIssue[]): ErrorAnswer {
  const [first] = issues;
  const more = issues.length > 1 ? `, and ${issues.length - 1} more` : '';
  const message = first === undefined ? 'bad input' : `${lineOf(first)}${more}`;
  return answer(400, message, issues);
}

const lineOf = ({ path, message }: ApiIssue): string => (path === '' ? message : `${path}: ${message}`);

function issuesOf({ keyword, instancePath, message, params }: ZodFastifySchemaValidationError): readonly ApiIssue[] {
  const steps = instancePath.split('/').filter((step) => step !== '');
  if (keyword === 'unrecognized_keys' && Array.isArray(params['keys'])) {
    return params['keys'].map((key) => ({ path: [...steps, String(key)].join('.'), message: 'unknown field' }));
  }
  return [{ path: steps.join('.'), message: message ?? 'not as expected' }];
}
