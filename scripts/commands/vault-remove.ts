import { print, printJson } from '../output.ts';
import { findPlaces } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { withVault } from '../vault-access.ts';

const patienceMs = 5_000;

/** Takes an account's key out of the vault; from then on the environment's counts, if there is one. */
export async function runVaultRemove({ id, json }: { readonly id: string; readonly json: boolean }): Promise<number> {
  const places = findPlaces();
  const removed = await withVault(places, { make: false, patienceMs }, (vault) => vault.remove(id));
  if (!removed) throw new Refusal(`the vault has no key of ${id}`);
  if (json) printJson({ accountId: id, removed });
  else print(`${id}: its key is out of the vault`);
  return 0;
}
