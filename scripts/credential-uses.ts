import { credentialUses, noCredential, type CredentialUse } from '../config/credential-use.ts';
import { credentialText } from '../config/credential-text.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { demoKeyOf } from './demo-key.ts';
import { warn } from './output.ts';
import type { Places } from './places.ts';

export type CredentialUses = ReadonlyMap<string, CredentialUse>;

/** For JSON: which key each has. */
export const withCredentialUse = <T extends { readonly accountId: string }>(
  accounts: readonly T[],
  uses: CredentialUses,
) => accounts.map((account) => ({ ...account, ...(uses.get(account.accountId) ?? noCredential) }));

const patienceMs = 1_500;

/** Which key each account trades with; the vault is read at the first call alone, and its database loaded for it. */
export function credentialUsesOf(places: Places, config: LoadedConfig): () => Promise<CredentialUses> {
  let reading: Promise<CredentialUses> | null = null;
  return () => (reading ??= read(places, config));
}

async function read(places: Places, config: LoadedConfig): Promise<CredentialUses> {
  const others = places.up?.simulator == null ? config.credentials : playMoney(config);
  return credentialUses(others, await inVault(places));
}

async function inVault(places: Places): Promise<ReadonlyMap<string, string>> {
  const { maskedInVault } = await import('./vault-access.ts');
  try {
    return await maskedInVault(places, patienceMs);
  } catch (error) {
    warn(`keys in the vault are not known: ${(error as Error).message}`);
    return new Map();
  }
}

/** The simulator gives keys of its own, to accounts of Kraken alone. */
function playMoney({ master, users }: LoadedConfig): LoadedConfig['credentials'] {
  const accounts = [...(master === null ? [] : [master]), ...users].filter(({ exchange }) => exchange === 'kraken');
  return new Map(accounts.map(({ accountId }) => [accountId, credentialText(demoKeyOf(accountId), '')]));
}
