import { readAccounts, type Account } from '../account-view.ts';
import { money, print, printJson, printTable, warn } from '../output.ts';
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
    const accounts = await readAccounts(session, roster, chosen);
    const master = accounts.find(({ role }) => role === 'master') ?? null;
    const users = accounts.filter(({ role }) => role === 'user');
    if (json) printJson({ master, users });
    else showAccounts(master === null ? users : [master, ...users]);
    return 0;
  });

export function showAccounts(accounts: readonly Account[]): void {
  printTable(
    ['account', 'role', 'status', 'mode', 'equity USD', 'free USD', 'owned', 'P&L today', 'reason'],
    accounts.map((account) => [
      account.accountId,
      account.role,
      account.statusWord,
      account.mode,
      money(account.equityUsd),
      money(account.quoteFree),
      account.positions.map(({ symbol, ownedQuantity }) => `${ownedQuantity} ${symbol}`).join('\n') || '-',
      money(account.pnlTodayUsd),
      account.reason ?? '',
    ]),
  );
  for (const { accountId, needsReview } of accounts) {
    warn(
      ...needsReview.map(
        ({ side, quantity, symbol, clientOrderId }) =>
          `${accountId}: ${side} ${quantity} ${symbol} needs review: whether order ${clientOrderId} exists is not proven`,
      ),
    );
  }
  const [first] = accounts;
  if (accounts.length === 1 && first?.uiUrl != null) print(`Temporal UI: ${first.uiUrl}`);
}
