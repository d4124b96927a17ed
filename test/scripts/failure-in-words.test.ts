import { ServiceError } from '@temporalio/client';
import { expect, test } from 'vitest';
import { failureInWords, isNoAnswer } from '../../scripts/failure-in-words.ts';

const grpcError = (code: number, details: string): Error =>
  Object.assign(new Error(`${String(code)} ${details}`), { code, details, metadata: {} });

test.each([
  ['the deadline passed here', grpcError(4, 'Deadline exceeded')],
  ['the server noticed the deadline first', grpcError(1, 'Call cancelled')],
  ['wrapped by the client', new ServiceError('Failed to update', { cause: grpcError(1, 'Call cancelled') })],
  ['no worker has asked for work', grpcError(9, 'no poller seen for task queue recently')],
])('no worker: %s', (_case, error) => {
  expect(failureInWords(error)).toBe('no worker answers, is "up" still running?');
});

test('a refusal of the server is an answer', () => {
  const refused = grpcError(7, 'Request unauthorized');
  expect(isNoAnswer(refused)).toBe(false);
  expect(failureInWords(refused)).toBe('the Temporal server refused: Request unauthorized');
});
