import type { Environment } from '../../config/environment.ts';
import type { Settings } from '../../config/settings.ts';
import { openVault } from '../../store/open-vault.ts';
import { JournalUnavailable } from '../../store/journal.ts';
import type { Vault } from '../../store/vault.ts';
import type { Vaulted } from '../../workers/exchange-directory.ts';
import type { Home } from '../../workers/home.ts';
import { masterKeys } from '../../workers/master-keys.ts';
import { watchVault } from '../../workers/vault-snapshot.ts';
import { warn } from '../output.ts';

/** The vault of a process that trades. */
export interface Keys {
  /** What it changes is in use when it resolves. */
  readonly vault: Pick<Vault, 'put' | 'remove' | 'masked' | 'allMasked'>;
  readonly vaulted: Vaulted;
  /** Every key in the vault, masked, by account id. */
  masked(): ReadonlyMap<string, string>;
  /** Told the accounts whose key in the vault was added, replaced or removed. */
  onChange(listener: (accountIds: readonly string[]) => void): void;
  close(): Promise<void>;
}

export interface KeysOptions {
  readonly settings: Pick<Settings, 'databaseUrl'>;
  readonly env: Environment;
  readonly home: Home;
  readonly isSimulator: boolean;
  /** The one account whose key this process may hold; undefined: it makes the vault's key where there is none. */
  readonly only?: string | null;
}

/**
 * Without its database the vault is tried again every few seconds, and who has a key in the environment trades.
 * @throws VaultRefusal one line, when the master key is not the vault's
 */
export async function openKeys({ settings, env, home, isSimulator, only }: KeysOptions): Promise<Keys> {
  const isFirst = only === undefined;
  const keys = masterKeys(env, home, { make: isFirst });
  const vault = openVault({ url: settings.databaseUrl, keys, place: isSimulator ? 'simulator' : 'exchange' });
  const listeners: ((accountIds: readonly string[]) => void)[] = [];
  try {
    if (isFirst) await vault.unlock().catch(unlessUnavailable);
    const snapshot = await watchVault({
      vault,
      only: only ?? null,
      onTrouble: (message) => {
        warn(`vault: ${message}`);
      },
      onChange: (accountIds) => {
        for (const listener of listeners) listener(accountIds);
      },
    });
    const afterwards = async <T>(change: Promise<T>): Promise<T> => {
      const result = await change;
      await snapshot.refresh();
      return result;
    };
    return {
      vault: {
        put: (accountId, credential) => afterwards(vault.put(accountId, credential)),
        remove: (accountId) => afterwards(vault.remove(accountId)),
        masked: vault.masked,
        allMasked: vault.allMasked,
      },
      // The simulator stands for Kraken alone: with another key an account's orders would leave this machine.
      vaulted: ({ accountId, exchange }) =>
        isSimulator && exchange !== 'kraken' ? undefined : snapshot.credentialOf(accountId),
      masked: snapshot.masked,
      onChange: (listener) => {
        listeners.push(listener);
      },
      close: async () => {
        snapshot.stop();
        await vault.close();
      },
    };
  } catch (error) {
    await vault.close();
    throw error;
  }
}

/** The look that follows tells of it. */
function unlessUnavailable(error: unknown): void {
  if (!(error instanceof JournalUnavailable)) throw error;
}
