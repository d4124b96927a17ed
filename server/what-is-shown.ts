import type { AccountStatus } from '../domain/account-status.ts';
import type { CopyingStatus } from '../domain/copying-status.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';
import type { GlobalStatus } from '../domain/global-state.ts';
import type { RehearsalDocument, RehearsalShown } from './answers/rehearsal.answer.ts';
import type { AccountView, TradeView } from './lockstep.ts';
import { maySee, type Person } from './person.ts';

const isOwner = ({ role }: Person): boolean => role === 'owner';

export const accountsShownTo = (person: Person, accounts: readonly AccountView[]): readonly AccountView[] =>
  accounts.filter(({ accountId }) => maySee(person, accountId)).map((account) => accountShownTo(person, account));

/** Temporal's own page tells of everybody, so its address is the owner's alone. */
export const accountShownTo = <View extends AccountStatus & Pick<AccountView, 'uiUrl'>>(
  person: Person,
  account: View,
): View => (isOwner(person) ? account : { ...account, uiUrl: null });

/** The reason tells of the master's account. */
export const copyingShownTo = (person: Person, copying: CopyingStatus): CopyingStatus =>
  isOwner(person) ? copying : { state: copying.state, reason: null, followers: null };

export const globalShownTo = (
  person: Person,
  global: GlobalStatus | null,
): GlobalStatus | Pick<GlobalStatus, 'tradingState'> | null =>
  global === null || isOwner(person) ? global : { tradingState: global.tradingState };

/** What the master trades and owns is not a follower's to know. */
const ofMaster = { masterFill: null, masterEquityBefore: null } as const;

export const decisionsShownTo = (person: Person, decisions: readonly DecisionRecord[]): readonly DecisionRecord[] =>
  isOwner(person) ? decisions : decisions.map((decision) => ({ ...decision, ...ofMaster }));

/** Members learn of an intent once it was on its way to an account of theirs, and of no other account's. */
export function intentShownTo(person: Person, intent: IntentRecord): IntentRecord | null {
  if (isOwner(person)) return intent;
  const delivered = intent.delivered.filter((accountId) => maySee(person, accountId));
  const undelivered = intent.undelivered.filter(({ accountId }) => maySee(person, accountId));
  if (delivered.length + undelivered.length === 0) return null;
  return { ...intent, ...ofMaster, delivered, undelivered };
}

/** What live accounts did with the same trades is told to who may see them all. */
export const rehearsalShownTo = (person: Person, rehearsal: RehearsalDocument): RehearsalShown =>
  isOwner(person) ? rehearsal : { ...rehearsal, trades: rehearsal.trades.map((trade) => ({ ...trade, live: null })) };

/** @returns null when the trade is none of this person's business */
export function tradeShownTo(person: Person, trade: TradeView): TradeView | null {
  if (isOwner(person)) return trade;
  const accounts = trade.accounts.filter(({ accountId }) => maySee(person, accountId));
  return accounts.length === 0 ? null : { ...trade, masterFill: null, accounts };
}
