import { withJournal } from '../journal-access.ts';
import { count, print, printJson, printTable, timeText } from '../output.ts';
import { findPlaces } from '../places.ts';
import { reasonInWords } from '../reason-in-words.ts';
import { Refusal } from '../refusal.ts';
import { outcomesOf, scorecardOf, type Scorecard } from '../scorecard.ts';

export interface IntentsOptions {
  readonly id: string | undefined;
  readonly limit: number;
  readonly json: boolean;
}

/** Reads the journal alone, so it answers whether Lockstep runs or not. */
export const runIntents = ({ id, limit, json }: IntentsOptions): Promise<number> =>
  id === undefined ? listIntents(limit, json) : showIntent(id, json);

async function listIntents(limit: number, json: boolean): Promise<number> {
  const journaled = await withJournal(
    findPlaces(),
    (journal) => journal.intents(limit),
    () => [],
  );
  const intents = journaled.map((one) => {
    const { intentId, sequence, symbol, side, kind, occurredAtMs } = one.intent;
    return { intentId, sequence, symbol, side, kind, occurredAtMs, outcomes: outcomesOf(scorecardOf(one)) };
  });
  if (json) printJson({ intents });
  else if (intents.length === 0) print('no intents yet');
  else
    printTable(
      ['time (UTC)', 'number', 'trade', 'what accounts did', 'intent'],
      intents.map(({ occurredAtMs, sequence, side, symbol, kind, outcomes, intentId }) => [
        timeText(occurredAtMs),
        `${sequence}`,
        `${side} ${symbol} (${kind})`,
        outcomesInWords(outcomes),
        intentId,
      ]),
    );
  return 0;
}

async function showIntent(id: string, json: boolean): Promise<number> {
  const journaled = await withJournal(
    findPlaces(),
    (journal) => journal.intent(id),
    () => null,
  );
  if (journaled === null) throw new Refusal(`unknown intent "${id}"; "intents" lists the latest`);
  const scorecard = scorecardOf(journaled);
  if (json) printJson(scorecard);
  else showScorecard(scorecard);
  return 0;
}

export function showScorecard(scorecard: Scorecard): void {
  const { sequence, side, symbol, kind, simulated, accounts } = scorecard;
  print(
    `intent ${sequence}: ${side} ${symbol} (${kind}${simulated ? ', the master only observed' : ''}), ` +
      `${count(accounts.length, 'account')}: ${outcomesInWords(outcomesOf(scorecard))}`,
  );
  printTable(
    ['account', 'mode', 'outcome', 'quantity', 'filled', 'price', 'slippage', 'delay', 'why'],
    accounts.map((row) => [
      row.accountId,
      row.mode ?? '-',
      row.outcome,
      row.quantity ?? '-',
      row.filledQuantity,
      row.averagePrice ?? '-',
      row.slippageBps === null ? '-' : `${row.slippageBps} bps`,
      row.delayMs === null ? '-' : `${row.delayMs} ms`,
      reasonInWords(row.code, row.context),
    ]),
  );
}

const outcomesInWords = (outcomes: ReturnType<typeof outcomesOf>): string =>
  Object.entries(outcomes)
    .map(([outcome, number]) => `${number} ${outcome}`)
    .join(', ') || 'nobody followed';
