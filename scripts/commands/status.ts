import { readAccounts, type Account } from '../account-view.ts';
import { credentialUsesOf, withCredentialUse } from '../credential-uses.ts';
import { driftInWords } from '../drift-in-words.ts';
import { reviewsInWords } from '../order-review.ts';
import { count, money, print, printJson, tableText } from '../output.ts';
import { copyingInWords, readCopying } from '../read-copying.ts';
import { globalDocument, globalInWords, readGlobal } from '../read-global.ts';
import { namedAccounts, readRoster } from '../roster.ts';
import { withSession } from '../session.ts';
import { statusReasonInWords } from '../status-reason.ts';

export interface StatusOptions {
  readonly id: string | undefined;
  readonly json: boolean;
}

/** The master first, users after. */
export const runStatus = ({ id, json }: StatusOptions): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const chosen = id === undefined ? roster.accounts : namedAccounts(roster, [id]);
    const uses = credentialUsesOf(session.places, roster.config);
    const [accounts, copying, global] = await Promise.all([
      readAccounts(session, roster, chosen, uses),
      readCopying(session, roster.config),
      readGlobal(session),
    ]);
    const master = accounts.find(({ role }) => role === 'master') ?? null;
    const users = accounts.filter(({ role }) => role === 'user');
    if (json) {
      const [ofMaster = null] = withCredentialUse(master === null ? [] : [master], await uses());
      const ofUsers = withCredentialUse(users, await uses());
      printJson({ copying, global: globalDocument(global), master: ofMaster, users: ofUsers });
    } else {
      print(copyingInWords(copying), ...globalInWords(global));
      showAccounts(master === null ? users : [master, ...users]);
    }
    return 0;
  });

export function showAccounts(accounts: readonly Account[]): void {
  print(...accountsInWords(accounts));
  const [first] = accounts;
  if (accounts.length === 1 && first?.uiUrl != null) print(`Temporal UI: ${first.uiUrl}`);
}

/** One table of accounts, one of what they own, and what keeps each from trading as it should. */
export const accountsInWords = (accounts: readonly Account[]): readonly string[] => [
  tableText(
    ['account', 'role', 'status', 'equity USD', 'free USD', 'P&L today'],
    accounts.map((account) => [
      account.accountId,
      account.sandbox ? `${account.role}\n(practice)` : account.role,
      [statusOf(account), ...unsettledInWords(account)].join('\n'),
      money(account.equityUsd),
      money(account.quoteFree),
      money(account.pnlTodayUsd),
    ]),
  ),
  ...ownedInWords(accounts),
  ...accounts.flatMap(reasonLine),
  ...accounts.flatMap(driftInWords),
  ...accounts.flatMap(reviewsInWords),
];

/** `TRADING` and `OBSERVING` tell the mode themselves. */
function statusOf({ statusWord, connection, tradingState, mode }: Account): string {
  const tellsMode = connection === 'connected' && tradingState === 'active';
  return tellsMode || connection === 'credentials-missing' ? statusWord : `${statusWord} (${mode})`;
}

function ownedInWords(accounts: readonly Account[]): readonly string[] {
  const rows = accounts.flatMap(({ accountId, positions }) =>
    positions.map(({ symbol, ownedQuantity, averagePrice, unrealizedProfit, isDust }, index) => [
      index === 0 ? accountId : '',
      isDust ? `${ownedQuantity} ${symbol} (dust)` : `${ownedQuantity} ${symbol}`,
      averagePrice,
      money(unrealizedProfit),
    ]),
  );
  return rows.length === 0 ? [] : [tableText(['account', 'owned', 'bought at', 'unrealized profit'], rows)];
}

function reasonLine(account: Account): readonly string[] {
  const reason = statusReasonInWords(account);
  const isSaid = reason === null || account.connection === 'credentials-missing';
  return isSaid ? [] : [`${account.accountId}: ${account.statusWord}: ${reason}`];
}

/** Orders whose outcome is not known yet block entries on their symbol. */
function unsettledInWords({ openOrders, needsReview }: Account): readonly string[] {
  const underWay = openOrders - needsReview.length;
  return [
    ...(needsReview.length === 0 ? [] : [`NEEDS REVIEW: ${count(needsReview.length, 'order')}`]),
    ...(underWay === 0 ? [] : [`${count(underWay, 'order')} not settled yet`]),
  ];
}
