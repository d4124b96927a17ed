import { renameSync, rmSync } from 'node:fs';
import { keyIdOf, newMasterKey } from '../../store/vault-cipher.ts';
import { VaultRefusal } from '../../store/vault.ts';
import { openHome } from '../../workers/home.ts';
import { keyPlaceOf, nextKeyFile, writeKeyFile } from '../../workers/master-keys.ts';
import { count, print, printJson } from '../output.ts';
import { findPlaces } from '../places.ts';
import { homeOf, withVault } from '../vault-access.ts';

/** All records are one transaction. */
const patienceMs = 60_000;

/**
 * Locks the vault with a new master key. The key is on the disk before the vault takes it, and a rotation that ends in
 * between is finished by whoever opens the vault next.
 */
export async function runVaultRotate({ json }: { readonly json: boolean }): Promise<number> {
  const places = findPlaces();
  const home = openHome(homeOf(places).dir);
  const keyPlace = keyPlaceOf(places.env, home);
  const key = newMasterKey();
  const draft = nextKeyFile(home.vaultKeyFile, keyIdOf(key));
  const rotated = await withVault(places, { make: true, patienceMs }, async (vault) => {
    await vault.unlock();
    writeKeyFile(draft, key);
    try {
      return await vault.rotate(key);
    } catch (error) {
      // After any other failure nobody knows whether the vault has taken it.
      if (error instanceof VaultRefusal) rmSync(draft, { force: true });
      throw error;
    }
  });
  if (keyPlace.kind === 'file') renameSync(draft, keyPlace.path);
  const keyFile = keyPlace.kind === 'file' ? keyPlace.path : draft;
  if (json) printJson({ rotated, keyFile, variable: keyPlace.kind === 'variable' ? keyPlace.name : null });
  else print(`${count(rotated, 'record')} of the vault locked with a new key`, ...nextSteps(keyPlace, keyFile));
  return 0;
}

const nextSteps = (keyPlace: ReturnType<typeof keyPlaceOf>, keyFile: string): readonly string[] =>
  keyPlace.kind === 'file'
    ? [`it is in ${keyFile}, instead of the old one: keep a copy apart from the database`]
    : [`set ${keyPlace.name} to the text in ${keyFile}, delete that file, and restart what runs`];
