import { readTypedCredential } from '../../config/typed-credential.ts';
import type { AccountConfig } from '../../domain/account-config.ts';
import { openHome } from '../../workers/home.ts';
import { askCredential } from '../ask-secret.ts';
import { print, printJson } from '../output.ts';
import { findPlaces, type Places } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { configuredAccounts } from '../roster.ts';
import { homeOf, vaultPlaceOf, withVault } from '../vault-access.ts';

export interface AddOptions {
  readonly id: string;
  readonly json: boolean;
}

const patienceMs = 5_000;

/** Asks for a key and its secret and puts them into the vault; what runs takes them over within seconds. */
export async function runAccountsAdd({ id, json }: AddOptions): Promise<number> {
  const places = findPlaces();
  const account = await accountNamed(places, id);
  const place = vaultPlaceOf(places);
  if (place === 'simulator' && account.exchange !== 'kraken')
    throw new Refusal(`the simulator that runs stands for Kraken alone, ${id} is at ${account.exchange}`);
  const read = readTypedCredential(account.exchange, await askCredential());
  if (!read.ok) {
    const what = read.field === 'apiKey' ? 'API key' : 'API secret';
    throw new Refusal(`${id}: ${what}: expected ${read.expectation}; nothing was stored`);
  }
  openHome(homeOf(places).dir);
  const { before, masked } = await withVault(places, { make: true, patienceMs }, async (vault) => ({
    before: await vault.masked(id),
    masked: await vault.put(id, read.credential),
  }));
  if (json) printJson({ accountId: id, credentialSource: 'vault', maskedKey: masked, replaced: before !== null });
  else {
    const what =
      before === null ? `key ${masked} is in the vault` : `key ${masked} is in the vault instead of ${before}`;
    const money = place === 'simulator' ? ', for the simulated exchange' : '';
    const next = places.up === null ? '' : `; used within seconds, "verify ${id}" proves it`;
    print(`${id}: ${what}${money}${next}`);
  }
  return 0;
}

async function accountNamed(places: Places, id: string): Promise<AccountConfig> {
  const config = await configuredAccounts(places);
  const accounts = [...(config.master === null ? [] : [config.master]), ...config.users];
  const account = accounts.find(({ accountId }) => accountId === id);
  if (account !== undefined) return account;
  const known = accounts.map(({ accountId }) => accountId).join(', ');
  throw new Refusal(`no file describes an account "${id}"; known: ${known === '' ? 'none' : known}`);
}
