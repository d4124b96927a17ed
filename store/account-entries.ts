/** An account as somebody described it in the browser. */
export interface StoredAccount {
  readonly accountId: string;
  readonly role: 'master' | 'user';
  /** In the form of an account file; checked by whoever reads it. Undefined: it is no JSON any more. */
  readonly entry: unknown;
}

/**
 * Accounts that were made or edited in the browser. Every call rejects with JournalUnavailable when the database can't
 * be used.
 */
export interface AccountEntries {
  /** By account id. */
  list(): Promise<readonly StoredAccount[]>;
  /** Replaces what there was. */
  put(account: StoredAccount): Promise<void>;
  /** @returns false when there was none */
  remove(accountId: string): Promise<boolean>;
  close(): Promise<void>;
}
