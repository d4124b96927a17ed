import type { AccountEntry } from '../config/account-file.schema.ts';
import type { AccountConfig } from '../domain/account-config.ts';

/** Which accounts there are, by their files and by what was made or edited in the browser. */
export interface AccountDirectory {
  /** Null: nothing describes it. */
  find(accountId: string): Promise<DescribedAccount | null>;
  /**
   * Keeps what an account is from now on; nothing runs differently yet.
   * @throws LockstepRefusal when it would keep any account from trading, such as by a credential of the same name
   */
  save(entry: AccountEntry): Promise<AccountConfig>;
  /**
   * As {@link save}, from what it is now; changes of one account follow one another.
   * @throws LockstepRefusal also when nothing describes it
   */
  change(accountId: string, change: (entry: AccountEntry) => AccountEntry): Promise<AccountConfig>;
  /** Forgets what was made in the browser; a file stays. */
  remove(accountId: string): Promise<void>;
}

export interface DescribedAccount {
  /** Null: its file has a mistake. */
  readonly config: AccountConfig | null;
  /** A file describes it, rightly or not. */
  readonly isInFile: boolean;
}
