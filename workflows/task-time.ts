import { workflowInfo } from '@temporalio/workflow';

/**
 * The account's time, and a guard for it. A query that reaches a worker without this workflow is answered after a replay
 * of everything there is, also of what no task has taken yet: that part runs by the time of the task before. What is
 * decided then would be decided otherwise by the next replay, by which no worker could go on any more. So it ends in an
 * error: the query fails, this copy is dropped, and the task itself comes with its own time.
 */
export function createTaskTime() {
  let latest = { atMs: 0, historyLength: 0 };
  let isBorrowed = false;

  /** To be called first in whatever a task may wake. */
  function begin(): void {
    const { historyLength, unsafe } = workflowInfo();
    const atMs = Date.now();
    if (historyLength === latest.historyLength && atMs === latest.atMs) return;
    isBorrowed = atMs === latest.atMs && !unsafe.isReplaying;
    latest = { atMs, historyLength };
  }

  return {
    begin,
    nowMs(): number {
      begin();
      if (isBorrowed) throw new Error('asked before its task: try again');
      return latest.atMs;
    },
  };
}

export type TaskTime = ReturnType<typeof createTaskTime>;
