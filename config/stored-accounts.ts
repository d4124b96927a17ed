import type { AccountRole } from '../domain/account-config.ts';
import { checkAccount, type PlacedAccount } from './check-account.ts';
import { configError, configWarning, type ConfigProblem } from './config-problem.ts';
import type { Sifted } from './refuse-shared.ts';

/** An account as it was made or edited in the browser, not yet checked. */
export interface StoredEntry {
  readonly accountId: string;
  readonly role: AccountRole;
  readonly entry: unknown;
}

/**
 * The accounts of files with those of the browser, which win over a file of the same id. One that is wrong is told, and
 * its file holds.
 */
export function withStoredAccounts(files: readonly PlacedAccount[], stored: readonly StoredEntry[]): Sifted {
  const checked = stored.map((one) => checkStored(one, files));
  const won = new Map(
    checked.flatMap(({ account }) => (account === null ? [] : [[account.config.accountId, account]])),
  );
  const isInFile = new Set(files.map(({ config }) => config.accountId));
  return {
    kept: [
      ...files.map((account) => won.get(account.config.accountId) ?? account),
      ...[...won.values()].filter(({ config }) => !isInFile.has(config.accountId)),
    ],
    problems: [
      ...checked.flatMap(({ problems }) => problems),
      ...files
        .filter(({ config }) => won.has(config.accountId))
        .map(({ config, place }) =>
          configWarning(`${place}: ${config.accountId} was edited in the browser, which holds`, config.accountId),
        ),
    ],
  };
}

interface CheckedStored {
  readonly account: PlacedAccount | null;
  readonly problems: readonly ConfigProblem[];
}

function checkStored({ accountId, role, entry }: StoredEntry, files: readonly PlacedAccount[]): CheckedStored {
  const place = `${accountId}, as edited in the browser`;
  const file = files.find(({ config }) => config.accountId === accountId);
  const wrong = (...mistakes: readonly string[]): CheckedStored => {
    const instead = file === undefined ? `${accountId} is NOT TRADING` : `${file.place} holds`;
    return { account: null, problems: mistakes.map((mistake) => configError(`${mistake}; ${instead}`, accountId)) };
  };
  const checked = checkAccount({ role, file: place, path: [], value: entry });
  if (!checked.ok) return wrong(...checked.problems.map(({ message }) => message));
  if (checked.account.config.accountId !== accountId) return wrong(`${place}: user_id: expected "${accountId}"`);
  if (file !== undefined && file.config.role !== role)
    return wrong(`${place}: expected the ${file.config.role} that ${file.place} describes, found the ${role}`);
  const master = files.find(({ config }) => config.role === 'master');
  if (role === 'master' && file === undefined && master !== undefined)
    return wrong(`${place}: expected one master, ${master.place} describes ${master.config.accountId}`);
  return { account: checked.account, problems: [] };
}
