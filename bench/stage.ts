import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { Environment } from '../config/environment.ts';
import { readSettings, type Settings } from '../config/settings.ts';
import { embeddedConnection, type TemporalConnection } from '../config/temporal-connection.ts';
import { simulatorControl, type SimulatorControl } from '../simulator/control-client.ts';
import type { Journal } from '../store/journal.ts';
import { openJournal } from '../store/open-journal.ts';
import { childEnvironment } from '../workers/child-environment.ts';
import { endProcess } from '../workers/end-process.ts';
import { homeAt } from '../workers/home.ts';
import { identify } from '../workers/process-identity.ts';
import { findTemporalBinary } from '../workers/temporal-binary.ts';
import { startTemporalServer } from '../workers/temporal-server.ts';
import { startChild, type Child } from './child.ts';
import { createEndings, type Endings } from './endings.ts';
import type { BenchOptions } from './options.ts';

/** One Temporal server and one exchange, each a process of its own, with nothing in them. */
export interface Stage {
  readonly temporal: TemporalConnection;
  readonly client: Client;
  readonly serverPid: number;
  readonly simulatorPid: number;
  readonly simulatorUrl: string;
  readonly control: SimulatorControl;
  readonly settings: Settings;
  readonly journal: Journal;
  /** A process that ends before the stage does. */
  startChild(file: string, settings: object): Promise<Child>;
}

/** What every part of the benchmark is told. */
export interface BenchContext {
  readonly env: Environment;
  readonly options: BenchOptions;
  /** Ends what runs when the benchmark is interrupted. */
  readonly endings: Endings;
}

export const symbol = 'BTC/USD';
export const price = '60000';

/** Ends all that was started on it, whatever `work` does. */
export async function withStage<T>(context: BenchContext, work: (stage: Stage) => Promise<T>): Promise<T> {
  const own = createEndings();
  context.endings.add(() => own.end());
  try {
    return await work(await openStage(context, own));
  } finally {
    await own.end();
  }
}

async function openStage({ env, options }: BenchContext, endings: Endings): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'));
  endings.add(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const home = homeAt(folder);
  const { cacheDir } = readSettings(env);
  const server = await startTemporalServer({
    binary: (await findTemporalBinary({ cacheDir, env })).path,
    dbFile: home.temporalDbFile,
    logFile: home.temporalLogFile,
    port: 0,
    uiPort: null,
    synchronous: options.synchronous,
    env,
  });
  endings.add(() => server.stop());
  const simulator = await startSimulator(env);
  endings.add(simulator.stop);
  await simulator.control.setPrice(symbol, price);

  const temporal = embeddedConnection(server.address, server.namespace);
  const connection = await Connection.connect({ address: server.address });
  endings.add(() => connection.close());
  const settings = readSettings({ LOCKSTEP_HOME: folder, LOCKSTEP_CACHE: cacheDir, KRAKEN_API_URL: simulator.url });
  const journal = openJournal({ url: settings.databaseUrl });
  endings.add(() => journal.close());
  return {
    temporal,
    client: new Client({ connection, namespace: server.namespace }),
    serverPid: server.process.pid,
    simulatorPid: simulator.pid,
    simulatorUrl: simulator.url,
    control: simulator.control,
    settings,
    journal,
    startChild: async (file, childSettings) => {
      const child = await startChild(file, childSettings);
      endings.add(() => child.stop());
      return child;
    },
  };
}

async function startSimulator(env: Environment) {
  const entry = fileURLToPath(new URL('../simulator/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', entry, '--speed', '0'], {
    env: childEnvironment(env),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const identity = child.pid === undefined ? null : identify(child.pid);
  if (identity === null) throw new Error('the simulator did not start');
  const stop = (): Promise<void> => endProcess(identity, 5_000);
  try {
    const lines = createInterface({ input: child.stdout });
    const [line] = (await once(lines, 'line', { signal: AbortSignal.timeout(30_000) })) as [string];
    const { url } = JSON.parse(line) as { readonly url: string };
    return { url, pid: identity.pid, control: simulatorControl(url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
