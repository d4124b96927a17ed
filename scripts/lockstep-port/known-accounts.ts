import type { AccountView } from '../../server/lockstep.ts';
import { askAccount, forEach, type AccountAnswer } from '../account-answer.ts';
import { refuseSilence, seenAccount } from '../account-view.ts';
import type { LockstepAccess } from '../lockstep-access.ts';
import { notFound, unavailable } from '../refusal.ts';
import { namedAccounts, readRoster, type KnownAccount, type Roster } from '../roster.ts';
import { askedAccounts } from './asked-accounts.ts';
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

const answerKeptMs = 1_000;
/**
 * What a list of accounts may ask in a second, however many look at it and however often: the worker that answers is the
 * one that trades. The more accounts there are, the older a row may be.
 */
const listAsksPerSecond = 30;
/** Files and a list of what runs: both cost more than an answer, and change less. */
const rosterKeptMs = 5_000;

export function knownAccounts(access: LockstepAccess): KnownAccounts {
  const rosters = recently(rosterKeptMs, (_: 'all') => readRoster(access));
  const answers = askedAccounts((accountId) => askAccount(access, accountId));
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
    const answer = await answers.of(accountId, answerKeptMs);
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
      const keptMs = Math.max(answerKeptMs, (now.accounts.length / listAsksPerSecond) * 1_000);
      const heard = await forEach(now.accounts, async (account) => ({
        account,
        answer: await answers.of(account.accountId, keptMs),
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
