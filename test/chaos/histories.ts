import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

export type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** Every run of a workflow that went on in new ones, oldest first. */
export async function historiesOf(client: Client, workflowId: string): Promise<readonly History[]> {
  const histories: History[] = [];
  const seen = new Set<string>();
  for (let runId: string | undefined; ;) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    histories.unshift(history);
    const before = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
    if (before === '' || seen.has(before)) return histories;
    seen.add(before);
    runId = before;
  }
}

/** As JSON that a replay can read, without the names of machines and processes. */
export const scrubbed = (history: History): string =>
  `${historyToJSON(history)
    .replaceAll(/"identity": *"[^"]*"/g, '"identity": "worker"')
    .replaceAll(new RegExp(`\\d+@${hostname()}`, 'g'), 'worker')
    .trimEnd()}\n`;

/** Writes every run of these workflows into a directory. */
export async function keepHistories(
  client: Client,
  workflowIds: readonly string[],
  directory: string,
  prefix: string,
): Promise<void> {
  mkdirSync(directory, { recursive: true });
  for (const workflowId of workflowIds) {
    const histories = await historiesOf(client, workflowId);
    for (const [run, history] of histories.entries()) {
      writeFileSync(
        join(directory, `${prefix}-${workflowId.replaceAll('/', '+')}-${String(run)}.json`),
        scrubbed(history),
      );
    }
  }
}
