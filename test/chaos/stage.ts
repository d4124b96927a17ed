import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Environment } from '../../config/environment.ts';
import { readSettings } from '../../config/settings.ts';
import { embeddedConnection } from '../../config/temporal-connection.ts';
import type { Journal } from '../../store/journal.ts';
import { openJournal } from '../../store/open-journal.ts';
import { identify, isRunning, type ProcessIdentity } from '../../workers/process-identity.ts';
import { findTemporalBinary } from '../../workers/temporal-binary.ts';
import { startTemporalServer, type TemporalServer } from '../../workers/temporal-server.ts';
import { openExchange, type ChaosExchange } from './exchange-process.ts';
import type { PlannedAccount } from './plan-types.ts';
import { startWorker, type ChaosWorker } from './worker-process.ts';

/** One Temporal server on a file, one exchange that keeps its book, two workers: each a process that can be killed. */
export interface Stage {
  readonly client: Client;
  readonly journal: Journal;
  readonly exchange: ChaosExchange;
  readonly kills: readonly Kill[];
  killWorker(index: 0 | 1): Promise<void>;
  reviveWorker(index: 0 | 1): Promise<void>;
  /** Starts workers again that ended by themselves. */
  reviveDead(): Promise<void>;
  endedByThemselves(): number;
  stepClock(index: 0 | 1, byMs: number): void;
  killServer(): Promise<void>;
  reviveServer(): Promise<void>;
  /** Where worker logs and files are, until {@link end}. */
  readonly folder: string;
  /** Ends everything. @returns what could not be ended, in words */
  end(): Promise<readonly string[]>;
}

export interface Kill {
  readonly what: string;
  readonly atMs: number;
}

export async function openStage(
  env: Environment,
  accounts: readonly PlannedAccount[],
  longestHistory: number,
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-chaos-'));
  const started: ProcessIdentity[] = [];
  const ends: (() => Promise<void> | void)[] = [];
  const kills: Kill[] = [];
  let ended = 0;
  const end = async (): Promise<readonly string[]> => {
    for (let next = ends.pop(); next !== undefined; next = ends.pop()) await next();
    rmSync(folder, { recursive: true, force: true });
    return started.filter(isRunning).map(({ pid }) => `process ${pid} is left`);
  };
  const remember = (pid: number): void => {
    const identity = identify(pid);
    if (identity !== null) started.push(identity);
  };

  try {
    const { cacheDir } = readSettings(env);
    const binary = (await findTemporalBinary({ cacheDir, env })).path;
    const launch = (port: number): Promise<TemporalServer> =>
      startTemporalServer({
        binary,
        dbFile: join(folder, 'temporal.db'),
        logFile: join(folder, 'temporal.log'),
        port,
        uiPort: null,
        synchronous: 'OFF',
        dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${String(longestHistory)}`],
        env,
      });
    const exchange = await openExchange(join(folder, 'exchange.log'), env, remember);
    ends.push(() => exchange.end());
    let server = await launch(0);
    ends.push(() => server.stop());
    remember(server.process.pid);

    const workerEnv = { LOCKSTEP_HOME: folder, LOCKSTEP_CACHE: cacheDir, KRAKEN_API_URL: exchange.url };
    const temporal = embeddedConnection(server.address, server.namespace);
    const launchWorker = async (): Promise<ChaosWorker> => {
      const worker = await startWorker({ say: 'start', temporal, env: workerEnv, accounts }, env);
      remember(worker.pid);
      return worker;
    };
    const workers: [ChaosWorker, ChaosWorker] = await Promise.all([launchWorker(), launchWorker()]);
    ends.push(async () => {
      await Promise.all(workers.map((worker) => worker.end()));
    });
    const connection = await Connection.connect({ address: server.address });
    ends.push(() => connection.close());
    const journal = openJournal({ url: readSettings(workerEnv).databaseUrl });
    ends.push(() => journal.close());
    return {
      client: new Client({ connection, namespace: server.namespace }),
      journal,
      exchange,
      kills,
      folder,
      end,
      killWorker: async (index) => {
        kills.push({ what: 'worker', atMs: Date.now() });
        await workers[index].kill();
      },
      reviveWorker: async (index) => {
        workers[index] = await launchWorker();
      },
      reviveDead: async () => {
        const dead = ([0, 1] as const).filter((index) => workers[index].isGone());
        for (const index of dead) workers[index] = await launchWorker();
        ended += dead.length;
      },
      endedByThemselves: () => ended,
      stepClock: (index, byMs) => {
        workers[index].stepClock(byMs);
      },
      killServer: async () => {
        kills.push({ what: 'server', atMs: Date.now() });
        process.kill(server.process.pid, 'SIGKILL');
        await server.exited;
      },
      reviveServer: async () => {
        server = await launch(Number(server.address.split(':')[1]));
        remember(server.process.pid);
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}
