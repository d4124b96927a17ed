import { ActivityFailure, ApplicationFailure, RetryState, TimeoutFailure } from '@temporalio/common';
import { expect, test } from 'vitest';
import { nonceOfLostWorker } from '../../workflows/lost-worker.ts';

const failedBy = (cause: Error): ActivityFailure =>
  new ActivityFailure('failed', 'placeOrder', '1', RetryState.MAXIMUM_ATTEMPTS_REACHED, 'worker', cause);
const lostWith = (details: unknown): ActivityFailure => failedBy(new TimeoutFailure('lost', details, 'HEARTBEAT'));

test('a lost worker leaves its last nonce in its heartbeats', () => {
  expect(nonceOfLostWorker(lostWith({ lastNonce: '1800000000000001' }))).toBe('1800000000000001');
});

test.each([undefined, null, {}, { lastNonce: null }, { lastNonce: 12 }, { lastNonce: '1e9' }, 'text'])(
  'details %j tell of none, and break no account',
  (details) => {
    expect(nonceOfLostWorker(lostWith(details))).toBeNull();
  },
);

test('what is no lost worker tells of none', () => {
  expect(nonceOfLostWorker(failedBy(ApplicationFailure.nonRetryable('no', 'ForeignOrder')))).toBeNull();
  expect(nonceOfLostWorker(new Error('other'))).toBeNull();
});
