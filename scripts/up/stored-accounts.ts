import type { AccountEntries, StoredAccount } from '../../store/account-entries.ts';
import { watchStored, type Watched } from './watch-stored.ts';

/** The accounts made or edited in the browser. */
export const watchStoredAccounts = (
  entries: Pick<AccountEntries, 'list'>,
  onTrouble: (message: string) => void,
): Promise<Watched<readonly StoredAccount[]>> => watchStored(() => entries.list(), [], onTrouble);
