import { randomUUID } from 'node:crypto';
import type { OrderSize, OwnOrderRequest } from '../../domain/own-order.ts';
import { previewIntent } from '../../domain/preview-intent.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { forEach } from '../account-answer.ts';
import { askPreview } from '../ask-preview.ts';
import { print, printJson } from '../output.ts';
import { accountPreview, type PreviewDocument } from '../preview-document.ts';
import { previewInWords } from '../preview-in-words.ts';
import { masterIdOf, readCopying } from '../read-copying.ts';
import { reasonInWords } from '../reason-in-words.ts';
import { Refusal } from '../refusal.ts';
import { namedAccounts, readRoster, type KnownAccount, type Roster } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface PreviewOptions {
  readonly side: Side;
  readonly symbol: string;
  readonly size: OrderSize;
  /** Null: a trade of the master's, and what everyone makes of it. */
  readonly account: string | null;
  /** Each step of the sizing, however many accounts there are. */
  readonly steps: boolean;
  readonly json: boolean;
}

const accountsWithSteps = 10;

/** What a trade would come to, asked of the accounts themselves. Nothing is sent or recorded. */
export const runPreview = (options: PreviewOptions): Promise<number> =>
  withSession(async (session) => {
    const { side, symbol, size, account, steps, json } = options;
    const request: OwnOrderRequest = { orderId: randomUUID(), symbol, side, size, requestedAtMs: Date.now() };
    const roster = await readRoster(session);
    const told =
      account === null
        ? await previewTrade(session, roster, request)
        : await previewAlone(session, roster, request, account);
    if (json) printJson(told);
    else print(...previewInWords(told, steps || told.accounts.length <= accountsWithSteps));
    return 0;
  });

/** @throws Refusal when the master would not trade: then there is nothing to follow */
async function previewTrade(session: Session, roster: Roster, request: OwnOrderRequest): Promise<PreviewDocument> {
  const masterId = masterIdOf(roster.config);
  const [copying, master] = await Promise.all([
    readCopying(session, roster.config),
    askPreview(session, masterId, { kind: 'own', request }),
  ]);
  if (master.kind === 'unreached')
    throw new Refusal(`the master can't be asked: ${copying.reason ?? master.reason}; --account ID asks one account`);
  const intent = previewIntent(master.record, Date.now());
  if (intent === null) {
    const { code, context } = master.record;
    throw new Refusal(`the master would not trade: ${reasonInWords(code, context)}`);
  }
  const followers = followersIn(roster, masterId);
  const answers = await forEach(followers, async ({ accountId }) => ({
    accountId,
    answer: await askPreview(session, accountId, { kind: 'copy', intent }),
  }));
  const { symbol, side, kind, masterFill, masterEquityBefore, exitFraction, simulated } = intent;
  return {
    ...{ symbol, side, kind, masterFill, masterEquityBefore, exitFraction, simulated, copying },
    accounts: [
      accountPreview(master.record, master.status),
      ...answers.flatMap(({ answer }) =>
        answer.kind === 'told' ? [accountPreview(answer.record, answer.status)] : [],
      ),
    ],
    unreached: answers.flatMap(({ accountId, answer }) =>
      answer.kind === 'unreached' ? [{ accountId, reason: answer.reason }] : [],
    ),
  };
}

/** Running accounts without a file are followers still. */
const followersIn = ({ accounts }: Roster, masterId: string): readonly KnownAccount[] =>
  accounts.filter(({ accountId, config }) => accountId !== masterId && config?.enabled !== false);

/** An order of the account's own: no master is needed. */
async function previewAlone(
  session: Session,
  roster: Roster,
  request: OwnOrderRequest,
  accountId: string,
): Promise<PreviewDocument> {
  namedAccounts(roster, [accountId]);
  const answer = await askPreview(session, accountId, { kind: 'own', request });
  if (answer.kind === 'unreached') throw new Refusal(`${accountId} can't be asked: ${answer.reason}`);
  const { record, status } = answer;
  const { symbol, side, kind, masterFill, masterEquityBefore, exitFraction, simulated } = record;
  return {
    ...{ symbol, side, kind, masterFill, masterEquityBefore, exitFraction, simulated },
    ...{ copying: null, accounts: [accountPreview(record, status)], unreached: [] },
  };
}
