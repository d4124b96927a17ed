import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';

/** At most one watch for each account of a process: what an older one would tell is not asked for any more. */
export interface LatestWatches {
  /**
   * Ends the account's older watch.
   * @param scheduledAtMs when the workflow asked for it: a late attempt of an older watch must not end a newer one
   * @returns aborted, with the failure to end with, once there is a newer one
   */
  begin(accountId: string, scheduledAtMs: number): AbortSignal;
  end(accountId: string, superseded: AbortSignal): void;
}

interface Running {
  readonly scheduledAtMs: number;
  readonly superseding: AbortController;
}

export function latestWatches(): LatestWatches {
  const running = new Map<string, Running>();
  return {
    begin(accountId, scheduledAtMs) {
      const mine = { scheduledAtMs, superseding: new AbortController() };
      const other = running.get(accountId);
      if (other !== undefined && other.scheduledAtMs > scheduledAtMs) {
        mine.superseding.abort(supersededFailure());
        return mine.superseding.signal;
      }
      other?.superseding.abort(supersededFailure());
      running.set(accountId, mine);
      return mine.superseding.signal;
    },
    end(accountId, superseded) {
      if (running.get(accountId)?.superseding.signal === superseded) running.delete(accountId);
    },
  };
}

const supersededFailure = (): ApplicationFailure =>
  ApplicationFailure.create({
    message: 'a newer watch of this account has begun',
    type: 'Superseded',
    category: ApplicationFailureCategory.BENIGN,
  });
