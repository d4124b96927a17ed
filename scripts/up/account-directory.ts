import type { AccountEntry } from '../../config/account-file.schema.ts';
import { entryFromAccount } from '../../config/entry-from-account.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import type { AccountConfig } from '../../domain/account-config.ts';
import type { AccountDirectory } from '../../server/account-directory.ts';
import { LockstepRefusal } from '../../server/lockstep.ts';
import type { AccountEntries, StoredAccount } from '../../store/account-entries.ts';

export interface DirectoryParts {
  readonly entries: Pick<AccountEntries, 'list' | 'put' | 'remove'>;
  /** The files as they are by now, with these accounts of the browser. */
  readonly load: (stored: readonly StoredAccount[]) => LoadedConfig;
  /** What was changed is known to this process when it resolves. */
  readonly refresh: () => Promise<void>;
}

export function accountDirectory({ entries, load, refresh }: DirectoryParts): AccountDirectory {
  let last: Promise<unknown> = Promise.resolve();
  /** One change after the other, so that none is undone by one that began before it. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const save = async (entry: AccountEntry, stored: readonly StoredAccount[]): Promise<AccountConfig> => {
    const accountId = entry.user_id;
    const before = load(stored);
    const role = accountIn(before, accountId)?.role ?? 'user';
    const others = stored.filter((one) => one.accountId !== accountId);
    const after = load([...others, { accountId, role, entry }]);
    const known = new Set(errorsOf(before));
    const added = errorsOf(after).find((message) => !known.has(message));
    if (added !== undefined) throw new LockstepRefusal('refused', added);
    const config = accountIn(after, accountId);
    if (config === null) throw new LockstepRefusal('refused', `${accountId}: it can't be told from another account`);
    await entries.put({ accountId, role, entry });
    await refresh();
    return config;
  };
  return {
    find: async (accountId) => {
      const stored = await entries.list();
      const files = load([]);
      const isInFile =
        accountIn(files, accountId) !== null ||
        files.problems.some((problem) => problem.severity === 'error' && problem.accountId === accountId);
      const config = accountIn(load(stored), accountId);
      return config === null && !isInFile ? null : { config, isInFile };
    },
    save: (entry) => inTurn(async () => save(entry, await entries.list())),
    change: (accountId, change) =>
      inTurn(async () => {
        const stored = await entries.list();
        const config = accountIn(load(stored), accountId);
        const entry = config === null ? null : entryFromAccount(config);
        if (entry === null) throw new LockstepRefusal('not-found', `no file or entry describes ${accountId} rightly`);
        return save(change(entry), stored);
      }),
    remove: (accountId) =>
      inTurn(async () => {
        await entries.remove(accountId);
        await refresh();
      }),
  };
}

const accountIn = ({ master, users }: LoadedConfig, accountId: string): AccountConfig | null =>
  [master, ...users].find((account) => account?.accountId === accountId) ?? null;

const errorsOf = ({ problems }: LoadedConfig): readonly string[] =>
  problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
