import { askAccount, forEach, type AccountAnswer } from '../account-answer.ts';
import { lastOwned, liquidateAccount, listed, whyNotSelling, type Sold } from '../liquidate-account.ts';
import { positionInWords } from '../liquidated-in-words.ts';
import { print, printJson, warn } from '../output.ts';
import { Refusal } from '../refusal.ts';
import { namedAccounts, readRoster, type AccountChoice } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface LiquidateOptions extends AccountChoice {
  readonly yes: boolean;
  readonly json: boolean;
}

interface Liquidated extends Sold {
  readonly accountId: string;
}

/** Sells what Lockstep bought for these accounts, at the market; with `--all` for every account that runs. */
export const runLiquidate = (options: LiquidateOptions): Promise<number> =>
  withSession(async (session) => {
    const { all, ids, yes, json } = options;
    const roster = await readRoster(session);
    const chosen = all ? roster.accounts : namedAccounts(roster, ids);
    const asked = await forEach(chosen, async ({ accountId }) => ({
      accountId,
      answer: await askAccount(session, accountId),
    }));
    const meant = asked.filter(({ answer }) => !all || answer.kind !== 'stopped' || lastOwned(answer).length > 0);
    const results = await forEach(meant, ({ accountId, answer }) =>
      yes ? liquidate(session, accountId, answer) : Promise.resolve(heldBack(accountId, answer)),
    );
    if (json) printJson({ results });
    else if (yes) print(...results.flatMap(resultInWords));
    if (!yes) {
      warn(...meant.map(({ accountId, answer }) => `${accountId} would sell ${ownedInWords(answer)}`));
      warn('nothing was sold: add --yes');
      return 1;
    }
    const failed = results.filter(({ reason }) => reason !== null);
    warn(...failed.map(({ accountId, reason }) => `${accountId}: ${reason ?? ''}`));
    return failed.length === 0 ? 0 : 1;
  });

const heldBack = (accountId: string, answer: AccountAnswer): Liquidated => ({
  accountId,
  orders: [],
  reason: answer.kind === 'running' ? 'liquidate needs --yes' : whyNotSelling(accountId, answer),
});

async function liquidate(session: Session, accountId: string, answer: AccountAnswer): Promise<Liquidated> {
  try {
    const { orders, reason } = await liquidateAccount(session, accountId, answer);
    return { accountId, orders, reason };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { accountId, orders: [], reason: error.message };
  }
}

const ownedInWords = (answer: AccountAnswer): string =>
  answer.kind === 'running'
    ? listed(answer.status.positions) || 'nothing, as it owns nothing'
    : listed(lastOwned(answer)) || 'what it owns, which is not known';

function resultInWords({ accountId, orders, reason }: Liquidated): readonly string[] {
  if (orders.length === 0) return reason === null ? [`${accountId}: nothing owned`] : [];
  return orders.map((position) => `${accountId}: ${positionInWords(position)}`);
}
