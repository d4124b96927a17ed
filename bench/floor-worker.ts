import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import type { TemporalConnection } from '../config/temporal-connection.ts';
import { preciseNowMs } from '../simulator/clock.ts';
import { workflowWorkerOptions } from '../workers/lockstep-worker.ts';
import { serveParent } from './child.ts';
import { floorTaskQueue } from './floor/names.ts';

export interface FloorSettings {
  readonly temporal: TemporalConnection;
}

/** Asks for the instants at which this many activities started, since the last answer. */
export interface AwaitStarts {
  readonly count: number;
}

/** A worker with Lockstep's own options and nothing of Lockstep in it. */
serveParent(async (settings) => {
  const { temporal } = settings as FloorSettings;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) },
    },
    shutdownSignals: [],
  });
  let startsMs: number[] = [];
  let onStart = (): void => undefined;
  const connection = await NativeConnection.connect(temporal.options);
  const worker = await Worker.create({
    ...workflowWorkerOptions,
    connection,
    namespace: temporal.namespace,
    taskQueue: floorTaskQueue,
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./floor/workflows.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    }),
    activities: {
      noop: () => {
        startsMs.push(preciseNowMs());
        onStart();
      },
    },
  });
  const done = worker.run();
  return {
    answer: (message) =>
      new Promise((resolve) => {
        const { count } = message as AwaitStarts;
        onStart = () => {
          if (startsMs.length < count) return;
          resolve(startsMs);
          startsMs = [];
          onStart = () => undefined;
        };
        onStart();
      }),
    stop: async () => {
      worker.shutdown();
      await done;
      await connection.close();
    },
  };
});
