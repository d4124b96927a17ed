import { Connection, type Client } from '@temporalio/client';
import { readEnvironment } from '../../config/environment.ts';
import { loadConfig, type LoadedConfig } from '../../config/load-config.ts';
import { readSettings, type Settings } from '../../config/settings.ts';
import type { CopyingStatus } from '../../domain/copying-status.ts';
import { openAccountEntries } from '../../store/open-account-entries.ts';
import type { StoredAccount } from '../../store/account-entries.ts';
import { openGlobalLimits } from '../../store/open-global-limits.ts';
import { openJournal } from '../../store/open-journal.ts';
import type { Journal } from '../../store/journal.ts';
import { lockHome } from '../../workers/home-lock.ts';
import { openHome } from '../../workers/home.ts';
import { identify } from '../../workers/process-identity.ts';
import { tellOnStderr } from '../../workers/progress.ts';
import { reclaim, type LeftOverSimulator } from '../../workers/reclaim.ts';
import { removeRunningUp, writeRunningUp, type RunningUp } from '../../workers/running-up.ts';
import { openTemporal, type TemporalService } from '../../workers/temporal-service.ts';
import { runWorkerProcess } from '../../workers/worker-process.ts';
import { projectDir } from '../places.ts';
import { readCopying } from '../read-copying.ts';
import { workflowAccess } from '../lockstep-access.ts';
import { openLockstep } from '../lockstep-port/open-lockstep.ts';
import { warn } from '../output.ts';
import { accountDirectory } from './account-directory.ts';
import { startApi, webFiles, type ApiServer } from './api-server.ts';
import { globalLimitsBook } from './global-limits-book.ts';
import { watchGlobalLimits } from './global-limits.ts';
import { openKeys, type Keys } from './open-keys.ts';
import { refreshAccounts } from './refresh-accounts.ts';
import { demoConfig, openDemoAccounts, withCredentials, startSimulatorProcess } from './demo-exchange.ts';
import { watchStoredAccounts } from './stored-accounts.ts';
import { startEveryone, type StartReport } from './start-everyone.ts';

export interface UpOptions {
  readonly simulator: boolean;
  /** It ends after one trade: nobody needs the dashboard. */
  readonly once?: boolean;
  /** Of the API and dashboard. */
  readonly port?: number;
  readonly temporalPort?: number;
  readonly uiPort?: number;
}

export interface LockstepUp {
  readonly client: Client;
  readonly journal: Journal;
  readonly config: LoadedConfig;
  readonly settings: Settings;
  readonly temporal: TemporalService;
  readonly simulatorUrl: string | null;
  readonly report: StartReport;
  readonly copying: CopyingStatus;
  /** Null with `once`. */
  readonly api: ApiServer | null;
  /** The vault, and what it gives to those that run. */
  readonly keys: Keys;
  /** Every account as its file says by now, and which key it has. */
  readonly readConfig: () => LoadedConfig;
  /** Resolves with the reason when a part that Lockstep can't do without is gone. */
  readonly lost: Promise<string>;
  /** Drains the worker and ends everything that was started. */
  stop(): Promise<void>;
}

const preferredPort = { preferred: 7233 };
const preferredUiPort = { preferred: 8233 };

/** Starts everything on this machine, in the order of dependence; what was started ends again when a step fails. */
export async function startLockstep(options: UpOptions, processEnv: NodeJS.ProcessEnv): Promise<LockstepUp> {
  const { env, problems } = readEnvironment({ projectDir, env: processEnv });
  const settings = readSettings(env, projectDir);
  const home = openHome(settings.home);
  const closers: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };

  try {
    const lock = lockHome(home);
    closers.push(() => {
      lock.release();
    });
    const keys = await openKeys({ settings, env, home, isSimulator: options.simulator });
    closers.push(() => keys.close());
    const entries = openAccountEntries({ url: settings.databaseUrl });
    closers.push(() => entries.close());
    const stored = await watchStoredAccounts(entries, (message) => {
      warn(`accounts edited in the browser: ${message}; what was known of them holds`);
    });
    closers.push(() => {
      stored.stop();
    });
    const storedLimits = openGlobalLimits({ url: settings.databaseUrl });
    closers.push(() => storedLimits.close());
    const limits = await watchGlobalLimits(storedLimits, (message) => {
      warn(`limits over all accounts that were set in the browser: ${message}; what held before holds`);
    });
    closers.push(() => {
      limits.stop();
    });
    const load = (accounts: readonly StoredAccount[]): LoadedConfig => {
      const now = readEnvironment({ projectDir, env: processEnv }).env;
      const keyed = options.simulator ? {} : now;
      const edits = { stored: accounts, editedLimits: limits.now() };
      return loadConfig({ configDir: settings.configDir, env: keyed, vault: keys.masked(), ...edits });
    };
    const readFiles = (): LoadedConfig => load(stored.now());
    const loaded = readFiles();
    const leftOver = await reclaim(home);
    const own = identify(process.pid);
    if (own === null) throw new Error('this process can not be identified');
    let running: RunningUp = {
      process: own,
      startedAtMs: Date.now(),
      temporal: null,
      simulator: leftOver.simulator,
      apiUrl: null,
      journalUrl: settings.databaseUrl,
      configDir: settings.configDir,
    };
    const tellHome = (change: Partial<RunningUp>): void => {
      running = { ...running, ...change };
      writeRunningUp(home, running);
    };
    tellHome({});
    closers.push(() => {
      removeRunningUp(home);
    });

    let reportLost: (reason: string) => void = () => undefined;
    const lost = new Promise<string>((resolve) => {
      reportLost = resolve;
    });
    const web = options.once === true ? null : webFiles();
    const startTemporal = async (): Promise<TemporalService> => {
      const temporal = await openTemporal({
        env,
        home,
        cacheDir: settings.cacheDir,
        leftOver: leftOver.temporal,
        port: options.temporalPort ?? preferredPort,
        uiPort: options.uiPort ?? preferredUiPort,
        tell: tellOnStderr,
        onSpawned: ({ process: identity, address, namespace, uiUrl, dbFile }) => {
          tellHome({ temporal: { process: identity, address, namespace, uiUrl, dbFile } });
        },
        onLost: reportLost,
      });
      closers.push(() => temporal.stop());
      return temporal;
    };
    const startExchange = async (): Promise<LeftOverSimulator | null> => {
      if (!options.simulator) {
        await leftOver.simulator?.stop();
        tellHome({ simulator: null });
        return null;
      }
      const tellSimulator = ({ process: identity, url }: LeftOverSimulator): void => {
        tellHome({ simulator: { process: identity, url } });
      };
      const simulator =
        leftOver.simulator ?? (await startSimulatorProcess(home.simulatorBookFile, processEnv, tellSimulator));
      closers.push(() => simulator.stop());
      return simulator;
    };
    const [temporal, simulator] = await settledTogether(startTemporal(), startExchange());

    const withDemo = async (url: string): Promise<[LoadedConfig, Settings]> => [
      withCredentials(loaded, await openDemoAccounts(url, loaded), keys.masked()),
      { ...settings, exchangeUrls: { ...settings.exchangeUrls, kraken: url } },
    ];
    const [config, workerSettings] = simulator === null ? [loaded, settings] : await withDemo(simulator.url);
    const readConfig = simulator === null ? readFiles : demoConfig(simulator.url, config, readFiles, keys.masked);
    const worker = await runWorkerProcess({
      temporal: temporal.connection,
      config,
      readAgain: readConfig,
      vaulted: keys.vaulted,
      settings: workerSettings,
      account: null,
    });
    closers.push(() => worker.drain());
    worker.done.then(
      () => undefined,
      (error: unknown) => {
        reportLost(`the worker ended: ${(error as Error).message}`);
      },
    );

    const connection = await Connection.connect(temporal.connection.options);
    closers.push(() => connection.close());
    const access = workflowAccess(connection, temporal.connection.namespace);
    const { client } = access;
    const journal = openJournal({ url: settings.databaseUrl });
    closers.push(() => journal.close());
    keys.onChange((accountIds) => refreshAccounts(access, accountIds));
    const startApiServer = async (): Promise<ApiServer> => {
      const { namespace } = temporal.connection;
      const uiUrl = temporal.embedded?.uiUrl ?? null;
      const lockstep = openLockstep({ connection, namespace, journal, readConfig, uiUrl, tell: warn });
      const directory = accountDirectory({ entries, load, refresh: stored.refresh });
      const { port } = options;
      const readFile = () => load([]).fileGlobalLimits;
      const globalLimits = globalLimitsBook({ stored: storedLimits, readFile, refresh: limits.refresh });
      const parts = { lockstep, journal, directory, globalLimits, vault: keys.vault, settings, readConfig, port };
      const api = await startApi({ ...parts, webDir: await web });
      closers.push(() => api.close());
      tellHome({ apiUrl: api.url });
      return api;
    };
    const report = await startEveryone(client, journal, config);
    const copying = await readCopying(access, config);
    const api = options.once === true ? null : await startApiServer();
    const shown = simulator === null ? config.problems : config.problems.filter(({ severity }) => severity === 'error');
    return {
      client,
      journal,
      config: { ...config, problems: [...problems, ...shown] },
      settings: workerSettings,
      temporal,
      simulatorUrl: simulator?.url ?? null,
      report,
      copying,
      api,
      keys,
      readConfig,
      lost,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for both, so that a failure of one leaves nothing half started. */
async function settledTogether<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}
