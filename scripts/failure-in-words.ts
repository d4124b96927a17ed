import {
  isGrpcDeadlineError,
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';

export const isNoAnswer = (error: unknown): boolean =>
  error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcDeadlineError(error);

/** What went wrong between this command and Lockstep's workflows, in one line. */
export function failureInWords(error: unknown): string {
  if (error instanceof WorkflowUpdateFailedError) return error.cause?.message ?? error.message;
  if (isNoAnswer(error)) return 'no answer in time: does a worker run?';
  if (error instanceof WorkflowNotFoundError) return 'not running';
  const cause = error instanceof Error ? error.cause : null;
  const grpc = isGrpcServiceError(error) ? error : isGrpcServiceError(cause) ? cause : null;
  if (grpc !== null) return `the Temporal server refused: ${grpc.details}`;
  return error instanceof Error ? error.message : String(error);
}
