import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { loadConfig, type LoadedConfig } from '../../config/load-config.ts';
import { accountDirectory } from '../../scripts/up/account-directory.ts';
import type { ServerDeps } from '../../server/server-deps.ts';
import type { AccountEntries, StoredAccount } from '../../store/account-entries.ts';
import { openAccountEntries } from '../../store/open-account-entries.ts';
import { openVault } from '../../store/open-vault.ts';
import { keyIdOf } from '../../store/vault-cipher.ts';
import type { Vault } from '../../store/vault.ts';

export interface AccountParts extends Pick<ServerDeps, 'directory'> {
  readonly entries: AccountEntries;
  readonly vault: Vault;
  /** As another process reads it. */
  load(): Promise<LoadedConfig>;
  /** What stands in the file of one account, as JSON. */
  writeUser(accountId: string, changes: object): void;
}

/** Files of a master, `ann` and `bob`, and a database for what the browser makes. */
export function accountParts(env: Readonly<Record<string, string>> = {}): AccountParts {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-accounts-'));
  mkdirSync(join(folder, 'users'));
  const write = (path: string, value: object): void => {
    writeFileSync(join(folder, path), JSON.stringify(value));
  };
  const writeUser = (accountId: string, changes: object): void => {
    const credential = { credential_name: accountId.toUpperCase() };
    write(`users/${accountId}.json`, { user_id: accountId, broker_type: 'kraken', ...credential, ...changes });
  };
  write('master.json', { broker_type: 'kraken' });
  writeUser('ann', { name: 'Ann', limits: { max_order_usd: '200', max_daily_trades: 20 } });
  writeUser('bob', { broker_type: 'binance' });
  const url = pathToFileURL(join(folder, 'journal.db')).href;
  const entries = openAccountEntries({ url, patienceMs: 10_000 });
  const key = createSecretKey(randomBytes(32));
  const keys = { from: 'test', own: () => key, find: (id: string) => (id === keyIdOf(key) ? key : null) };
  const vault = openVault({ url, keys, place: 'exchange', patienceMs: 10_000 });
  onTestFinished(async () => {
    await Promise.all([entries.close(), vault.close()]);
    rmSync(folder, { recursive: true, force: true });
  });
  const load = (stored: readonly StoredAccount[]): LoadedConfig => loadConfig({ configDir: folder, env, stored });
  return {
    entries,
    vault,
    directory: accountDirectory({ entries, load, refresh: () => Promise.resolve() }),
    load: async () => load(await entries.list()),
    writeUser,
  };
}
