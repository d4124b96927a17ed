import type { PlacedAccount } from './check-account.ts';
import { configError, type ConfigProblem } from './config-problem.ts';

export interface Sifted {
  readonly kept: readonly PlacedAccount[];
  readonly problems: readonly ConfigProblem[];
}

/** Which of two files is meant can't be known: neither loads. A user's file never unseats the master. */
export function refuseSharedIds(accounts: readonly PlacedAccount[]): Sifted {
  const shared = groupsOfSeveral(accounts, ({ config }) => config.accountId);
  const refused = new Set(shared.flatMap(([, group]) => group.filter(({ config }) => config.role === 'user')));
  return {
    kept: accounts.filter((account) => !refused.has(account)),
    problems: shared.map(([id, group]) =>
      configError(`${placesOf(group)}: user_id: expected once, "${id}" is in each`, id),
    ),
  };
}

/** A task queue of its own is served by a worker that holds one key: a second account there would never be served. */
export function refuseSharedTaskQueues(accounts: readonly PlacedAccount[]): Sifted {
  const shared = groupsOfSeveral(accounts, ({ config }) => config.taskQueue);
  const refused = new Set(shared.flatMap(([, group]) => group));
  return {
    kept: accounts.filter((account) => !refused.has(account)),
    problems: shared.flatMap(([queue, group]) =>
      group.map(({ config }) =>
        configError(
          `${placesOf(group)}: task_queue: expected one for each account, "${queue}" is shared`,
          config.accountId,
        ),
      ),
    ),
  };
}

export const placesOf = (accounts: readonly PlacedAccount[]): string =>
  accounts.map(({ place }) => place).join(' and ');

/** The groups with more than one member; null belongs to none. */
export function groupsOfSeveral<T>(
  items: readonly T[],
  keyOf: (item: T) => string | null,
): readonly (readonly [string, readonly T[]])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups].filter(([, group]) => group.length > 1);
}
