import { readTemporalConnection, embeddedConnection } from '../../config/temporal-connection.ts';
import { readEnvironment } from '../../config/environment.ts';
import { loadConfig } from '../../config/load-config.ts';
import { readSettings } from '../../config/settings.ts';
import { homeAt } from '../../workers/home.ts';
import { runWorkerProcess } from '../../workers/worker-process.ts';
import { openAccountEntries } from '../../store/open-account-entries.ts';
import { openKeys } from '../up/open-keys.ts';
import { watchStoredAccounts } from '../up/stored-accounts.ts';
import { untilSignal } from '../up/until-signal.ts';
import { print, warn } from '../output.ts';
import { findPlaces, projectDir } from '../places.ts';
import { Refusal } from '../refusal.ts';

export interface WorkerCommandOptions {
  /** Acts for this account alone: the process needs no other account's key. */
  readonly account?: string;
}

/** One worker process more, for the running `up` or for the server that TEMPORAL_ADDRESS names. */
export async function runWorker({ account: accountId }: WorkerCommandOptions): Promise<number> {
  const { env, up, configDir } = findPlaces();
  const settings = readSettings(env, projectDir);
  const embedded = up?.temporal ?? null;
  const temporal =
    (await readTemporalConnection(env)) ??
    (embedded === null ? null : embeddedConnection(embedded.address, embedded.namespace));
  if (temporal === null) throw new Refusal('Lockstep is not running: start it with "up", or set TEMPORAL_ADDRESS');
  const isSimulator = up?.simulator != null;
  const only = accountId ?? null;
  const keys = await openKeys({ settings, env, home: homeAt(settings.home), isSimulator, only });
  const entries = openAccountEntries({ url: settings.databaseUrl });
  const stored = await watchStoredAccounts(entries, (message) => {
    warn(`accounts edited in the browser: ${message}; what was known of them holds`);
  });
  const readAgain = () => {
    const { env: now } = readEnvironment({ projectDir, env: process.env });
    return loadConfig({ configDir, env: now, vault: keys.masked(), stored: stored.now() });
  };
  const config = readAgain();
  const account = accountId === undefined ? null : ownQueueOf(accountId, config);
  const worker = await runWorkerProcess({ temporal, config, readAgain, vaulted: keys.vaulted, settings, account });
  print(account === null ? 'worker for every account' : `worker for ${account.accountId} alone`, 'ready');
  const reason = await Promise.race([
    untilSignal().then(() => null),
    worker.done.then(
      () => 'the worker ended',
      (error: unknown) => `the worker failed: ${(error as Error).message}`,
    ),
  ]);
  if (reason === null) await worker.drain();
  else warn(reason);
  stored.stop();
  await entries.close();
  await keys.close();
  return reason === null ? 0 : 1;
}

function ownQueueOf(
  accountId: string,
  config: ReturnType<typeof loadConfig>,
): { accountId: string; taskQueue: string } {
  const account = [config.master, ...config.users].find((one) => one?.accountId === accountId);
  if (account == null) throw new Refusal(`no account ${accountId} in the configuration`);
  if (account.taskQueue === null) {
    throw new Refusal(`account ${accountId} has no "task_queue" of its own in its file: any worker acts for it`);
  }
  return { accountId, taskQueue: account.taskQueue };
}
