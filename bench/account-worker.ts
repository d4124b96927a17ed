import type { Settings } from '../config/settings.ts';
import type { TemporalConnection } from '../config/temporal-connection.ts';
import { runWorkerProcess } from '../workers/worker-process.ts';
import { serveParent } from './child.ts';
import { crowdConfig } from './crowd.ts';

export interface AccountWorkerSettings {
  readonly temporal: TemporalConnection;
  readonly settings: Settings;
  readonly crowdSize: number;
}

/** Lockstep's own worker process, for play money accounts. */
serveParent(async (given) => {
  const { temporal, settings, crowdSize } = given as AccountWorkerSettings;
  const worker = await runWorkerProcess({ temporal, settings, config: crowdConfig(crowdSize), account: null });
  return { stop: () => worker.drain() };
});
