import { isDeepStrictEqual } from 'node:util';
import type { CredentialText } from '../config/credential-text.ts';
import { maskedKey } from '../config/masked-key.ts';
import { JournalUnavailable } from '../store/journal.ts';
import { VaultRefusal, type Vault } from '../store/vault.ts';

/** What the vault held at the last look, for callers that can't wait. */
export interface VaultSnapshot {
  /** Undefined: the vault has none. Null: it has one that does not open, so no other may stand in for it. */
  credentialOf(accountId: string): CredentialText | null | undefined;
  /** Every key that it has, masked, by account id. */
  masked(): ReadonlyMap<string, string>;
  /** Looks now, instead of within seconds. */
  refresh(): Promise<void>;
  stop(): void;
}

export interface SnapshotOptions {
  readonly vault: Pick<Vault, 'generation' | 'openAll' | 'open' | 'masked' | 'allMasked'>;
  /** The one account whose key this process may hold. */
  readonly only?: string | null;
  /** Told once for each new trouble: keys that were read before stay in use. */
  readonly onTrouble: (message: string) => void;
  /** Accounts whose key was added, replaced or removed since the look before. */
  readonly onChange?: (accountIds: readonly string[]) => void;
  readonly everyMs?: number;
}

type Seen = ReadonlyMap<string, CredentialText | null>;

/**
 * Looks at the vault now and every few seconds. A vault that can't be reached is told of and looked at again: those
 * whose key comes from the environment trade meanwhile.
 * @throws VaultRefusal when this process lacks the master key of keys that it needs
 */
export async function watchVault(options: SnapshotOptions): Promise<VaultSnapshot> {
  const { vault, only = null, onTrouble, onChange, everyMs = 2_000 } = options;
  let seen: Seen = new Map();
  let generation = 0;
  let told: string | null = null;
  let looking: Promise<void> | null = null;

  const tell = (trouble: string | null): void => {
    if (trouble !== null && trouble !== told) onTrouble(trouble);
    told = trouble;
  };
  const look = async (): Promise<void> => {
    const now = await vault.generation();
    if (now === generation) {
      return;
    }
    const { damaged, credentials } = await readVault(vault, only);
    const next = new Map<string, CredentialText | null>(credentials);
    for (const accountId of damaged) next.set(accountId, seen.get(accountId) ?? null);
    const before = seen;
    seen = next;
    generation = now;
    tell(damaged.length === 0 ? null : damagedInWords(damaged));
    const changed = [...new Set([...before.keys(), ...next.keys()])].filter(
      (id) => !isSame(before.get(id), next.get(id)),
    );
    if (changed.length > 0) onChange?.(changed);
  };
  const lookOnce = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };
  const lookAndTell = (): Promise<void> =>
    lookOnce().catch((error: unknown) => {
      tell((error as Error).message);
    });

  await lookOnce().catch(async (error: unknown) => {
    if (error instanceof VaultRefusal && (await isNeeded(vault, only))) throw error;
    if (error instanceof JournalUnavailable) tell(error.message);
    else if (!(error instanceof VaultRefusal)) throw error;
    else told = error.message;
  });
  const timer = setInterval(() => void lookAndTell(), everyMs);
  timer.unref();
  return {
    credentialOf: (accountId) => seen.get(accountId),
    masked: () => new Map([...seen].map(([id, credential]) => [id, maskedKey(credential?.apiKey ?? '')])),
    refresh: async () => {
      await looking?.catch(() => undefined);
      await lookAndTell();
    },
    stop: () => {
      clearInterval(timer);
    },
  };
}

async function readVault(
  vault: Pick<Vault, 'openAll' | 'open'>,
  only: string | null,
): Promise<{ readonly credentials: Seen; readonly damaged: readonly string[] }> {
  if (only === null) return vault.openAll();
  try {
    const credential = await vault.open(only);
    return { credentials: new Map(credential === null ? [] : [[only, credential]]), damaged: [] };
  } catch (error) {
    if (error instanceof VaultRefusal && error.kind === 'damaged') return { credentials: new Map(), damaged: [only] };
    throw error;
  }
}

/** Without a key in it for this process, a vault that stays locked keeps nobody from trading. */
async function isNeeded(vault: Pick<Vault, 'masked' | 'allMasked'>, only: string | null): Promise<boolean> {
  return only === null ? (await vault.allMasked()).size > 0 : (await vault.masked(only)) !== null;
}

const isSame = (one: CredentialText | null | undefined, other: CredentialText | null | undefined): boolean =>
  isDeepStrictEqual(textsOf(one), textsOf(other));
/** Their properties are hidden, from comparisons too. */
const textsOf = (credential: CredentialText | null | undefined) =>
  credential == null ? credential : [credential.apiKey, credential.apiSecret];

const damagedInWords = (accountIds: readonly string[]): string =>
  `the vault's credential of ${accountIds.join(' and ')} was changed by another hand and does not open: add it again`;
