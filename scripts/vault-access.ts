import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSettings } from '../config/settings.ts';
import { openVault } from '../store/open-vault.ts';
import type { Vault, VaultPlace } from '../store/vault.ts';
import { homeAt, type Home } from '../workers/home.ts';
import { masterKeys } from '../workers/master-keys.ts';
import { projectDir, type Places } from './places.ts';

/** Play money has keys of its own. */
export const vaultPlaceOf = ({ up }: Pick<Places, 'up'>): VaultPlace =>
  up?.simulator == null ? 'exchange' : 'simulator';

export const homeOf = ({ env }: Pick<Places, 'env'>): Home => homeAt(readSettings(env, projectDir).home);

export interface VaultUse {
  /** A new vault gets a key file, when no variable is set. */
  readonly make: boolean;
  readonly patienceMs: number;
}

/** @throws SettingsError one line, for an encryption key that is none */
export async function withVault<T>(
  places: Places,
  { make, patienceMs }: VaultUse,
  work: (vault: Vault) => Promise<T>,
): Promise<T> {
  const vault = openVault({
    url: places.journalUrl,
    keys: masterKeys(places.env, homeOf(places), { make }),
    place: vaultPlaceOf(places),
    patienceMs,
  });
  try {
    return await work(vault);
  } finally {
    await vault.close();
  }
}

const noKeys = { from: 'the vault', own: () => null, find: () => null };

/** Every key in the vault, masked, by account id. Needs no master key and makes no database. */
export async function maskedInVault(places: Places, patienceMs: number): Promise<ReadonlyMap<string, string>> {
  const { journalUrl: url } = places;
  if (url.startsWith('file:') && !existsSync(fileURLToPath(url))) return new Map();
  const vault = openVault({ url, keys: noKeys, place: vaultPlaceOf(places), patienceMs });
  try {
    return await vault.allMasked();
  } finally {
    await vault.close();
  }
}
