import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Environment } from '../config/environment.ts';
import { childEnvironment } from './child-environment.ts';
import { endProcess } from './end-process.ts';
import { choosePorts, type PortChoice } from './ports.ts';
import { identify, type ProcessIdentity, processesWithArguments } from './process-identity.ts';
import { logSize, reasonInLog, rotateLog } from './server-log.ts';
import { embeddedNamespace, makeReady } from './temporal-health.ts';
import { serverArguments, serverMarks, type ServerSettings } from './temporal-server-arguments.ts';

export interface TemporalServer {
  readonly process: ProcessIdentity;
  /** `host:port` */
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string | null;
  readonly dbFile: string | null;
  /** Resolves when the process is gone, whatever ended it. */
  readonly exited: Promise<void>;
  /** Ends exactly this process; returns when it is gone. */
  stop(): Promise<void>;
}

export interface TemporalServerOptions extends Omit<ServerSettings, 'port' | 'uiPort'> {
  readonly binary: string;
  readonly port: PortChoice;
  readonly uiPort: PortChoice | null;
  readonly logFile: string;
  readonly env: Environment;
  /** Called as soon as the process exists, long before it answers: the moment to write down its pid. */
  readonly onSpawned?: (server: SpawnedServer) => void;
}

export type SpawnedServer = Pick<TemporalServer, 'process' | 'address' | 'namespace' | 'uiUrl' | 'dbFile'>;

const readyWithinMs = 30_000;
export const stopWithinMs = 10_000;
const attempts = 3;

/**
 * Starts Temporal's development server on 127.0.0.1, outside the terminal's process group, and waits until it answers.
 * @throws Error one line: a port that is taken, a file that another server uses or that can't be read, no answer
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  for (let attempt = 1; ; attempt += 1) {
    const [port, uiPort] = await choosePorts([options.port, options.uiPort ?? 0]);
    try {
      return await start({ ...options, port, uiPort: options.uiPort === null ? null : uiPort });
    } catch (error) {
      // Somebody took a port between our look and the server's.
      const isRace = error instanceof Error && /address already in use/i.test(error.message);
      if (!isRace || attempt === attempts) throw error;
    }
  }
}

type StartOptions = TemporalServerOptions & ServerSettings;

async function start(options: StartOptions): Promise<TemporalServer> {
  refuseSecondServer(options.dbFile);
  const { child, logFrom } = launch(options);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      resolve(`it ended with ${signal ?? `code ${String(code)}`}`);
    });
  });
  const identity = child.pid === undefined ? null : identify(child.pid);
  if (identity === null) throw new Error(failure(options, logFrom, await ended));
  const spawned = describe(identity, options);
  options.onSpawned?.(spawned);
  const server = { ...spawned, exited: ended.then(() => undefined), stop: () => endProcess(identity, stopWithinMs) };
  const waiting = new AbortController();
  try {
    await Promise.race([
      makeReady(server.address, readyWithinMs, waiting.signal),
      ended.then((how) => Promise.reject(new Error(how))),
    ]);
    return server;
  } catch (error) {
    waiting.abort();
    await server.stop();
    throw new Error(failure(options, logFrom, (error as Error).message), { cause: error });
  }
}

function refuseSecondServer(dbFile: string | null): void {
  const [other] = dbFile === null ? [] : processesWithArguments(serverMarks(dbFile));
  if (other !== undefined) throw new Error(`a Temporal server (pid ${other.pid}) is already running on ${dbFile}`);
}

function launch(options: StartOptions): { readonly child: ReturnType<typeof spawn>; readonly logFrom: number } {
  rotateLog(options.logFile);
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    const child = spawn(options.binary, serverArguments(options), {
      env: { ...childEnvironment(options.env), GOGC: '400' },
      stdio: ['ignore', log, log],
      detached: true,
    });
    return { child, logFrom: logSize(options.logFile) };
  } finally {
    closeSync(log);
  }
}

export function describe(
  process: ProcessIdentity,
  { port, uiPort, dbFile }: Pick<ServerSettings, 'port' | 'uiPort' | 'dbFile'>,
): SpawnedServer {
  const uiUrl = uiPort === null ? null : `http://127.0.0.1:${uiPort}`;
  return { process, address: `127.0.0.1:${port}`, namespace: embeddedNamespace, uiUrl, dbFile };
}

const failure = ({ logFile }: StartOptions, logFrom: number, reason: string): string =>
  `the Temporal server did not start: ${reasonInLog(logFile, logFrom)?.replace(/^Error: /, '') ?? reason} (log: ${logFile})`;
