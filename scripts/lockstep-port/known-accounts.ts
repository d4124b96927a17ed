import type { AccountView } from '../../server/lockstep.ts';
import { askAccount, forEach, type AccountAnswer } from '../account-answer.ts';
import { refuseSilence, seenAccount } from '../account-view.ts';
import type { LockstepAccess } from '../lockstep-access.ts';
import { notFound, unavailable } from '../refusal.ts';
import { namedAccounts, readRoster, type KnownAccount, type Roster } from '../roster.ts';
import { recently } from './recently.ts';

/** Who there is and how each is, read once for all who ask within a moment. */
export interface KnownAccounts {
  roster(): Promise<Roster>;
  /** @throws Refusal for an id that nothing has */
  known(accountId: string): Promise<KnownAccount>;
  views(): Promise<readonly AccountView[]>;
  view(accountId: string): Promise<AccountView>;
  /** Also of one that is gone from the files, or not in them yet. */
  viewOf(account: KnownAccount): Promise<AccountView>;
  /** One account was changed, or any: it is asked anew. */
  changed(accountId?: string): void;
  /** Accounts may have come or gone. */
  allChanged(): void;
}

const answersKeptMs = 1_000;
/** Files and a list of what runs: both cost more than an answer, and change less. */
const rosterKeptMs = 5_000;

export function knownAccounts(access: LockstepAccess): KnownAccounts {
  const rosters = recently(rosterKeptMs, (_: 'all') => readRoster(access));
  const answers = recently(answersKeptMs, (accountId: string) => askAccount(access, accountId));
  const roster = (): Promise<Roster> => rosters.of('all');

  const viewFrom = (of: Roster, known: KnownAccount, answer: AccountAnswer): AccountView | null => {
    const seen = seenAccount(access, of.config, known, answer);
    return seen === null ? null : { ...seen.account, config: seen.config, isRunning: seen.isRunning };
  };
  const known = async (accountId: string): Promise<KnownAccount> => {
    const found = (await roster()).accounts.find((account) => account.accountId === accountId);
    if (found !== undefined) return found;
    // It may be new.
    rosters.forget();
    const [account] = namedAccounts(await roster(), [accountId]);
    if (account === undefined) throw notFound(`unknown account "${accountId}"`);
    return account;
  };

  const viewOf = async (account: KnownAccount): Promise<AccountView> => {
    const { accountId } = account;
    const answer = await answers.of(accountId);
    const view = viewFrom(await roster(), account, answer);
    if (view !== null) return view;
    throw answer.kind === 'silent'
      ? unavailable(`${accountId}: ${answer.reason}`)
      : notFound(`unknown account "${accountId}"`);
  };

  return {
    roster,
    known,
    views: async () => {
      const now = await roster();
      const heard = await forEach(now.accounts, async (account) => ({
        account,
        answer: await answers.of(account.accountId),
      }));
      refuseSilence(heard.map(({ answer }) => answer));
      return heard.flatMap(({ account, answer }) => viewFrom(now, account, answer) ?? []);
    },
    view: async (accountId) => viewOf(await known(accountId)),
    viewOf,
    changed: (accountId) => {
      answers.forget(accountId);
    },
    allChanged: () => {
      rosters.forget();
      answers.forget();
    },
  };
}
