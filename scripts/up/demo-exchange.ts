import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LoadedConfig } from '../../config/load-config.ts';
import { credentialText, type CredentialText } from '../../config/credential-text.ts';
import { credentialUses } from '../../config/credential-use.ts';
import { simulatorControl } from '../../simulator/control-client.ts';
import { childEnvironment } from '../../workers/child-environment.ts';
import { endProcess } from '../../workers/end-process.ts';
import { identify } from '../../workers/process-identity.ts';
import { demoKeyOf } from '../demo-key.ts';
import type { LeftOverSimulator } from '../../workers/reclaim.ts';

const entry = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url));
const startWithinMs = 20_000;
const stopWithinMs = 5_000;

/** Starts the simulator in a process of its own; its book survives in `stateFile`. */
export async function startSimulatorProcess(
  stateFile: string,
  env: NodeJS.ProcessEnv,
  onSpawned: (simulator: LeftOverSimulator) => void,
): Promise<LeftOverSimulator> {
  const child = spawn(process.execPath, ['--import', 'tsx', entry, '--state', stateFile], {
    env: childEnvironment(env),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const identity = child.pid === undefined ? null : identify(child.pid);
  if (identity === null) throw new Error('the simulator did not start');
  const stop = (): Promise<void> => endProcess(identity, stopWithinMs);
  try {
    const signal = AbortSignal.timeout(startWithinMs);
    const lines = createInterface({ input: child.stdout });
    const ended = once(child, 'exit', { signal }).then(() => Promise.reject(new Error('the simulator ended at once')));
    const [line] = (await Promise.race([once(lines, 'line', { signal }), ended])) as [string];
    const { url } = JSON.parse(line) as { readonly url: string };
    const simulator = { process: identity, url, stop };
    onSpawned(simulator);
    child.unref();
    return simulator;
  } catch (error) {
    await stop();
    throw error;
  }
}

const masterFunds = { USD: '30000' };
/** From a big account down to one dollar: what each can and can't follow shows in the first trade. */
const userFunds: readonly Readonly<Record<string, string>>[] = [
  { USD: '10000', BTC: '0.1' },
  { USD: '2500' },
  { USD: '400', ETH: '0.5' },
  { USD: '1' },
];

/**
 * Gives accounts play money at the simulator and the key that goes with it. It stands for Kraken alone: an account of
 * another exchange gets no key, as its calls would leave this machine.
 */
export async function openDemoAccounts(
  url: string,
  config: LoadedConfig,
): Promise<ReadonlyMap<string, CredentialText>> {
  const control = simulatorControl(url);
  const known = new Set((await control.accounts()).map(({ name }) => name));
  const accounts = [...(config.master === null ? [] : [config.master]), ...config.users];
  const credentials = new Map<string, CredentialText>();
  for (const [index, { accountId, role, exchange }] of accounts.entries()) {
    if (exchange !== 'kraken') continue;
    const key = demoKeyOf(accountId);
    const secret = createHash('sha512').update(`lockstep demo ${accountId}`).digest('base64');
    const balances = role === 'master' ? masterFunds : userFunds[(index + 3) % userFunds.length];
    if (!known.has(accountId))
      await control.createAccount({ name: accountId, key, secret, balances: balances ?? masterFunds });
    credentials.set(accountId, credentialText(key, secret));
  }
  return credentials;
}

/** With these keys instead of the environment's; the vault's still win. */
export const withCredentials = (
  config: LoadedConfig,
  credentials: ReadonlyMap<string, CredentialText>,
  vault: ReadonlyMap<string, string>,
): LoadedConfig => ({ ...config, credentials, credentialUses: credentialUses(credentials, vault) });

/**
 * The files as they are by now, with play money for who is new in them: it is there at the next reading after the one
 * that finds the account.
 */
export function demoConfig(
  url: string,
  first: LoadedConfig,
  readFiles: () => LoadedConfig,
  vault: () => ReadonlyMap<string, string>,
): () => LoadedConfig {
  let { credentials } = first;
  return () => {
    const config = readFiles();
    void openDemoAccounts(url, config).then(
      (opened) => {
        credentials = opened;
      },
      () => undefined,
    );
    return withCredentials(config, credentials, vault());
  };
}
