import type { TradeOutcome, TradeView } from '../../server/lockstep.ts';
import type { JournaledIntent } from '../../store/journal.ts';
import { reasonInWords } from '../reason-in-words.ts';
import { scorecardOf, type ScorecardRow } from '../scorecard.ts';

/** One of the master's trades with its scorecard. */
export function tradeView(journaled: JournaledIntent): TradeView {
  const { accounts, ...trade } = scorecardOf(journaled);
  const { occurredAtMs, masterFill } = journaled.intent;
  return { ...trade, occurredAtMs, masterFill, accounts: accounts.map(outcomeOf) };
}

const outcomeOf = ({ clientOrderId: _, exchangeOrderId: __, ...row }: ScorecardRow): TradeOutcome => ({
  ...row,
  why: reasonInWords(row.code, row.context),
});
