import { ActivityFailure, TimeoutFailure } from '@temporalio/workflow';
import type { HeartbeatDetails } from '../activities/with-heartbeat.ts';

/** The last nonce that a lost worker told of; null: it told of none. The account's next one must be above it. */
export function nonceOfLostWorker(error: unknown): string | null {
  if (!(error instanceof ActivityFailure) || !(error.cause instanceof TimeoutFailure)) return null;
  const details = error.cause.lastHeartbeatDetails as Partial<HeartbeatDetails> | null | undefined;
  const nonce = details?.lastNonce;
  return typeof nonce === 'string' && /^\d+$/.test(nonce) ? nonce : null;
}
