import type { KeyObject } from 'node:crypto';
import type { CredentialText } from '../config/credential-text.ts';

/** Where keys are meant for: one of the simulated exchange never reaches a real one, nor the other way round. */
export type VaultPlace = 'exchange' | 'simulator';

/**
 * Exchange keys, encrypted at rest: AES-256-GCM with a data key for each record, which the master key wraps. A record
 * opens for its own account, place and version alone.
 * Every call rejects with JournalUnavailable when the database can't be used, and with {@link VaultRefusal} in one line
 * for a person; neither changes anything.
 */
export interface Vault {
  /** Proves that the master key is the vault's; a new vault takes it for its own. */
  unlock(): Promise<void>;
  /** Replaces what the account had. @returns the key, masked */
  put(accountId: string, credential: CredentialText): Promise<string>;
  /** First and last three characters; null: the vault has no key of this account. Needs no master key. */
  masked(accountId: string): Promise<string | null>;
  /** By account id. Needs no master key. */
  allMasked(): Promise<ReadonlyMap<string, string>>;
  /** For the composition root only. */
  open(accountId: string): Promise<CredentialText | null>;
  /** For the composition root only. One damaged record keeps no other from opening. */
  openAll(): Promise<OpenedVault>;
  /** Grows with each change; 0: never used. Needs no master key. */
  generation(): Promise<number>;
  /** Needs no master key. @returns false when there was none */
  remove(accountId: string): Promise<boolean>;
  /** Wraps every record's data key, of all places, with a new master key: all of them or none. @returns how many */
  rotate(newKey: KeyObject): Promise<number>;
  close(): Promise<void>;
}

export interface OpenedVault {
  readonly generation: number;
  readonly credentials: ReadonlyMap<string, CredentialText>;
  /** Accounts whose record was tampered with, or belongs to another account. */
  readonly damaged: readonly string[];
}

/** Where master keys come from; asked anew whenever the vault is locked with another one. */
export interface MasterKeys {
  /** For people: `LOCKSTEP_ENCRYPTION_KEY`, or the path of a file. */
  readonly from: string;
  /** What a new vault is locked with; null: there is none. */
  own(): KeyObject | null;
  /** The key with this id; null: not here. */
  find(keyId: string): KeyObject | null;
}

export class VaultRefusal extends Error {
  override readonly name = 'VaultRefusal';
  /** `locked`: the master key is another one or missing. */
  readonly kind: 'locked' | 'damaged' | 'shared-key';

  constructor(kind: VaultRefusal['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
