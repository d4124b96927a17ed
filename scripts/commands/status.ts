import { readAccounts, type Account } from '../account-view.ts';
import { driftInWords } from '../drift-in-words.ts';
import { reviewsInWords } from '../order-review.ts';
import { count, money, print, printJson, printTable } from '../output.ts';
import { copyingInWords, readCopying } from '../read-copying.ts';
import { namedAccounts, readRoster } from '../roster.ts';
import { withSession } from '../session.ts';

export interface StatusOptions {
  readonly id: string | undefined;
  readonly json: boolean;
}

/** The master first, users after. */
export const runStatus = ({ id, json }: StatusOptions): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const chosen = id === undefined ? roster.accounts : namedAccounts(roster, [id]);
    const [accounts, copying] = await Promise.all([
      readAccounts(session, roster, chosen),
      readCopying(session, roster.config),
    ]);
    const master = accounts.find(({ role }) => role === 'master') ?? null;
    const users = accounts.filter(({ role }) => role === 'user');
    if (json) printJson({ copying, master, users });
    else {
      print(copyingInWords(copying));
      showAccounts(master === null ? users : [master, ...users]);
    }
    return 0;
  });

export function showAccounts(accounts: readonly Account[]): void {
  printTable(
    ['account', 'role', 'status', 'mode', 'equity USD', 'free USD', 'owned', 'P&L today', 'reason'],
    accounts.map((account) => [
      account.accountId,
      account.role,
      [account.statusWord, ...unsettledInWords(account)].join('\n'),
      account.sandbox ? `${account.mode}\n(practice)` : account.mode,
      money(account.equityUsd),
      money(account.quoteFree),
      account.positions.map(({ symbol, ownedQuantity }) => `${ownedQuantity} ${symbol}`).join('\n') || '-',
      money(account.pnlTodayUsd),
      account.reason ?? '',
    ]),
  );
  print(...accounts.flatMap(driftInWords), ...accounts.flatMap(reviewsInWords));
  const [first] = accounts;
  if (accounts.length === 1 && first?.uiUrl != null) print(`Temporal UI: ${first.uiUrl}`);
}

/** Orders whose outcome is not known yet block entries on their symbol. */
function unsettledInWords({ openOrders, needsReview }: Account): readonly string[] {
  const underWay = openOrders - needsReview.length;
  return [
    ...(needsReview.length === 0 ? [] : [`NEEDS REVIEW: ${count(needsReview.length, 'order')}`]),
    ...(underWay === 0 ? [] : [`${count(underWay, 'order')} not settled yet`]),
  ];
}
