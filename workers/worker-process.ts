import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import type { Settings } from '../config/settings.ts';
import type { TemporalConnection } from '../config/temporal-connection.ts';
import { guardJournal } from '../store/guarded-journal.ts';
import { openJournal } from '../store/open-journal.ts';
import { exchangeDirectory, type KnownAccounts, type Vaulted } from './exchange-directory.ts';
import { createAccountWorker, createLockstepWorker } from './lockstep-worker.ts';

export interface WorkerProcess {
  /** Ends when the worker does; rejects when it failed. */
  readonly done: Promise<void>;
  /** Lets what is under way finish, then ends. */
  drain(): Promise<void>;
}

export interface WorkerProcessOptions {
  readonly temporal: TemporalConnection;
  readonly config: KnownAccounts;
  /** Reads the configuration again, for accounts and keys that are added while this runs. */
  readonly readAgain?: () => KnownAccounts;
  readonly vaulted?: Vaulted;
  readonly settings: Settings;
  /** Acts for this account alone, on its own task queue. */
  readonly account: { readonly accountId: string; readonly taskQueue: string } | null;
}

/** A write that took longer was given up: it must not arrive after the one that repeats it. */
const journalPatienceMs = 250;

/** Connects and runs one worker in this process. */
export async function runWorkerProcess(options: WorkerProcessOptions): Promise<WorkerProcess> {
  const { temporal, config, settings, account } = options;
  logToFile(join(settings.home, 'worker.log'));
  const connection = await NativeConnection.connect(temporal.options);
  const journal = guardJournal(openJournal({ url: settings.databaseUrl, patienceMs: journalPatienceMs }));
  const { readAgain, vaulted } = options;
  const directory = exchangeDirectory(config, settings, {
    only: account?.accountId ?? null,
    ...(readAgain !== undefined && { readAgain }),
    ...(vaulted !== undefined && { vaulted }),
  });
  const deps = { ...directory, journal };
  const common = { connection, namespace: temporal.namespace, deps };
  const worker =
    account === null
      ? await createLockstepWorker({ ...common, cacheDir: settings.cacheDir })
      : await createAccountWorker(common, account.taskQueue);
  const done = worker.run().finally(async () => {
    await journal.close();
    await connection.close();
  });
  return {
    done,
    drain: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    },
  };
}

/** What the engine has to say belongs in a file: the terminal is for people. */
function logToFile(file: string): void {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, timestampNanos, message, meta }) => {
      const at = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
      appendFileSync(
        file,
        `${JSON.stringify({ at, level, message, ...meta, error: undefined, reason: String(meta?.['error'] ?? '') })}\n`,
        { mode: 0o600 },
      );
    }),
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) },
    },
    shutdownSignals: [],
  });
}
