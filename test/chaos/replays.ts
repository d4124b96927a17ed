import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import type { Environment } from '../../config/environment.ts';
import { readSettings } from '../../config/settings.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { historiesOf, scrubbed, type History } from './histories.ts';

/** The engine's own words on each failure come back as differences. */
const quiet = (): void => {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) },
    },
  });
};
let isQuiet = false;

/**
 * Replays every run of these workflows, as a worker does that takes them over.
 * @param keep a directory for histories that don't replay, with the workers' log; null: they are not kept
 * @returns what doesn't replay, in words
 */
export async function unreplayable(
  env: Environment,
  client: Client,
  workflowIds: readonly string[],
  keep: { readonly directory: string; readonly prefix: string; readonly folder: string } | null,
): Promise<readonly string[]> {
  if (!isQuiet) quiet();
  isQuiet = true;
  const runs = new Map<string, History>();
  for (const workflowId of workflowIds) {
    const histories = await historiesOf(client, workflowId);
    for (const [run, history] of histories.entries()) runs.set(`${workflowId}#${String(run)}`, history);
  }
  const { cacheDir } = readSettings(env);
  const replays = Worker.runReplayHistories(
    { workflowBundle: await workflowBundle(cacheDir) },
    [...runs].map(([name, history]) => ({ workflowId: name, history })),
  );
  const failures: string[] = [];
  for await (const { workflowId: name, error } of replays) {
    if (error === undefined) continue;
    failures.push(`${name} does not replay: ${error.message.split('\n')[0] ?? ''}`);
    const history = runs.get(name);
    if (keep === null || history === undefined) continue;
    mkdirSync(keep.directory, { recursive: true });
    writeFileSync(join(keep.directory, `${keep.prefix}-${name.replaceAll('/', '+')}.json`), scrubbed(history));
    const log = join(keep.folder, 'worker.log');
    if (existsSync(log)) copyFileSync(log, join(keep.directory, `${keep.prefix}-worker.log`));
  }
  return failures;
}
