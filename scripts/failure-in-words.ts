import {
  isGrpcCancelledError,
  isGrpcDeadlineError,
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { Refusal } from './refusal.ts';

/** A call whose bound passes ends as deadline or as cancelled, by which side notices first. */
export const isNoAnswer = (error: unknown): boolean =>
  error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
  isGrpcDeadlineError(error) ||
  isGrpcCancelledError(error);

const noWorker = 'no worker answers, is "up" still running?';

/** An account or the master said no, or isn't there to say anything; all else is trouble on the way to it. */
export function asRefusal(error: unknown, words = failureInWords(error)): Refusal {
  if (error instanceof Refusal) return error;
  const isRefused = error instanceof WorkflowUpdateFailedError || error instanceof WorkflowNotFoundError;
  return new Refusal(words, 1, isRefused ? 'refused' : 'unavailable');
}

/** What went wrong between this command and Lockstep's workflows, in one line. */
export function failureInWords(error: unknown): string {
  if (error instanceof WorkflowUpdateFailedError) return error.cause?.message ?? error.message;
  if (isNoAnswer(error)) return noWorker;
  if (error instanceof WorkflowNotFoundError) return 'not running';
  const cause = error instanceof Error ? error.cause : null;
  const grpc = isGrpcServiceError(error) ? error : isGrpcServiceError(cause) ? cause : null;
  if (grpc !== null && /no poller seen/.test(grpc.details)) return noWorker;
  if (grpc !== null) return `the Temporal server refused: ${grpc.details}`;
  return error instanceof Error ? error.message : String(error);
}
