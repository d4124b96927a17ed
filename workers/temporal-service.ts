import { Connection } from '@temporalio/client';
import type { Environment } from '../config/environment.ts';
import { embeddedConnection, readTemporalConnection, type TemporalConnection } from '../config/temporal-connection.ts';
import type { Home } from './home.ts';
import type { PortChoice } from './ports.ts';
import type { Tell } from './progress.ts';
import { ensureSearchAttributes } from './search-attributes.ts';
import { findTemporalBinary } from './temporal-binary.ts';
import { startTemporalServer, type SpawnedServer, type TemporalServer } from './temporal-server.ts';

export interface TemporalService {
  readonly connection: TemporalConnection;
  /** Null: the server is the user's own. */
  readonly embedded: SpawnedServer | null;
  stop(): Promise<void>;
}

export interface TemporalServiceOptions {
  readonly env: Environment;
  readonly home: Home;
  readonly cacheDir: string;
  /** What a killed `up` left running on this home. */
  readonly leftOver: TemporalServer | null;
  readonly port: PortChoice;
  readonly uiPort: PortChoice;
  readonly tell: Tell;
  /** Called as soon as a server process exists, also for one that takes a dead one's place. */
  readonly onSpawned: (server: SpawnedServer) => void;
  /** Called when the server died and could not be started again. */
  readonly onLost: (reason: string) => void;
}

const restartsAllowed = 5;

/** The user's own Temporal server where one is named, else an embedded one that is started again when it dies. */
export async function openTemporal(options: TemporalServiceOptions): Promise<TemporalService> {
  const own = await readTemporalConnection(options.env);
  if (own === null) return embeddedService(options);
  await options.leftOver?.stop();
  const connection = await Connection.connect({ ...own.options, connectTimeout: '10s' }).catch((error: unknown) => {
    throw new Error(`TEMPORAL_ADDRESS: no Temporal server answers at ${own.options.address}`, { cause: error });
  });
  try {
    await ensureSearchAttributes(connection, own.namespace);
  } finally {
    await connection.close();
  }
  return { connection: own, embedded: null, stop: () => Promise.resolve() };
}

async function embeddedService(options: TemporalServiceOptions): Promise<TemporalService> {
  let isStopping = false;
  let restarts = 0;
  let server = options.leftOver ?? (await launch(options, options.port, options.uiPort));
  options.onSpawned(server);

  const watch = (watched: TemporalServer): void => {
    void watched.exited.then(async () => {
      if (isStopping) return;
      restarts += 1;
      if (restarts > restartsAllowed) {
        options.onLost('the Temporal server keeps ending');
        return;
      }
      options.tell('the Temporal server ended; starting it again on its file');
      try {
        server = await launch(options, portOf(watched.address), watched.uiUrl === null ? 0 : portOf(watched.uiUrl));
        watch(server);
      } catch (error) {
        options.onLost((error as Error).message);
      }
    });
  };
  watch(server);

  return {
    connection: embeddedConnection(server.address, server.namespace),
    embedded: server,
    stop: () => {
      isStopping = true;
      return server.stop();
    },
  };
}

async function launch(options: TemporalServiceOptions, port: PortChoice, uiPort: PortChoice): Promise<TemporalServer> {
  const { env, cacheDir, tell, home, onSpawned } = options;
  const binary = await findTemporalBinary({ cacheDir, env, tell });
  return startTemporalServer({
    binary: binary.path,
    dbFile: home.temporalDbFile,
    logFile: home.temporalLogFile,
    port,
    uiPort,
    synchronous: 'FULL',
    env,
    onSpawned,
  });
}

const portOf = (address: string): number => Number(/:(\d+)/.exec(address.replace(/^\w+:\/\//, ''))?.[1]);
