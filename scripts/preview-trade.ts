import type { OwnOrderRequest } from '../domain/own-order.ts';
import { previewIntent } from '../domain/preview-intent.ts';
import { forEach } from './account-answer.ts';
import { askPreview } from './ask-preview.ts';
import type { WorkflowAccess } from './lockstep-access.ts';
import { accountPreview, type PreviewDocument } from './preview-document.ts';
import { masterIdOf, readCopying } from './read-copying.ts';
import { reasonInWords } from './reason-in-words.ts';
import { Refusal, unavailable } from './refusal.ts';
import { namedAccounts, type KnownAccount, type Roster } from './roster.ts';

/**
 * What a trade of the master's would come to, asked of the accounts themselves. Nothing is sent or recorded.
 * @throws Refusal when the master would not trade: then there is nothing to follow
 */
export async function previewTrade(
  access: WorkflowAccess,
  roster: Roster,
  request: OwnOrderRequest,
): Promise<PreviewDocument> {
  const masterId = masterIdOf(roster.config);
  const [copying, master] = await Promise.all([
    readCopying(access, roster.config),
    askPreview(access, masterId, { kind: 'own', request }),
  ]);
  if (master.kind === 'unreached')
    throw unavailable(`the master can't be asked: ${copying.reason ?? master.reason}; --account ID asks one account`);
  const intent = previewIntent(master.record, Date.now());
  if (intent === null) {
    const { code, context } = master.record;
    throw new Refusal(`the master would not trade: ${reasonInWords(code, context)}`);
  }
  const followers = followersIn(roster, masterId);
  const answers = await forEach(followers, async ({ accountId }) => ({
    accountId,
    answer: await askPreview(access, accountId, { kind: 'copy', intent }),
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
export async function previewAlone(
  access: WorkflowAccess,
  roster: Roster,
  request: OwnOrderRequest,
  accountId: string,
): Promise<PreviewDocument> {
  namedAccounts(roster, [accountId]);
  const answer = await askPreview(access, accountId, { kind: 'own', request });
  if (answer.kind === 'unreached') throw unavailable(`${accountId} can't be asked: ${answer.reason}`);
  const { record, status } = answer;
  const { symbol, side, kind, masterFill, masterEquityBefore, exitFraction, simulated } = record;
  return {
    ...{ symbol, side, kind, masterFill, masterEquityBefore, exitFraction, simulated },
    ...{ copying: null, accounts: [accountPreview(record, status)], unreached: [] },
  };
}
