import type { LiveComparison } from '../../domain/live-comparison.ts';
import { withJournal } from '../journal-access.ts';
import { money, print, printJson, printTable, timeText } from '../output.ts';
import { readRehearsals } from '../read-rehearsals.ts';
import { reasonInWords } from '../reason-in-words.ts';
import { Refusal } from '../refusal.ts';
import { holdingsInWords, rehearsalInWords, type RehearsalView, type TradeView } from '../rehearsal-view.ts';
import { namedAccounts, readRoster, type KnownAccount } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface RehearsalOptions {
  readonly id: string | undefined;
  /** How many of the latest trades. */
  readonly limit: number;
  readonly json: boolean;
}

/** What observing accounts would hold and have earned, beside what live accounts really did. */
export const runRehearsal = ({ id, limit, json }: RehearsalOptions): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const accounts = await readViews(session, id === undefined ? roster.accounts : namedAccounts(roster, [id]), limit);
    const shown = id === undefined ? accounts.filter(observesOrObserved) : accounts;
    if (json) printJson({ accounts: shown });
    else if (id === undefined) showAll(shown);
    else shown.forEach(showOne);
    return 0;
  });

const readViews = (
  session: Session,
  accounts: readonly KnownAccount[],
  limit: number,
): Promise<readonly RehearsalView[]> =>
  withJournal(
    session.places,
    (journal) => readRehearsals(session, journal, accounts, limit),
    () => {
      throw new Refusal('there is no journal yet: nothing was observed');
    },
  );

const observesOrObserved = ({ mode, since }: RehearsalView): boolean => mode === 'observe' || since !== null;

function showAll(accounts: readonly RehearsalView[]): void {
  if (accounts.length === 0) print('no account observes or observed');
  else
    printTable(
      [
        'account',
        'mode',
        'since (UTC)',
        'clean',
        'not clean',
        'decisions',
        'would hold',
        'realized',
        'unrealized',
        'profit USD',
      ],
      accounts.map((one) => [
        one.accountId,
        one.mode ?? '-',
        one.since === null ? '-' : timeText(one.since).slice(0, 19),
        `${one.cleanObservations}`,
        codesInWords(one.uncleanCodes) || '-',
        `${one.tradesInAll}`,
        holdingsInWords(one),
        money(one.realizedUsd),
        money(one.unrealizedUsd),
        money(one.profitUsd),
      ]),
    );
}

function showOne(view: RehearsalView): void {
  print(`${view.accountId} (${view.mode ?? 'not running'}): ${rehearsalInWords(view)}`);
  if (view.since === null) return;
  printTable(
    ['time (UTC)', 'number', 'trade', 'quantity', 'price', 'fee', 'profit', 'why not', 'live accounts'],
    view.trades.map((trade) => [
      timeText(trade.occurredAtMs),
      trade.sequence === null ? '-' : `${trade.sequence}`,
      `${trade.side} ${trade.symbol}`,
      trade.quantity ?? '-',
      trade.price ?? '-',
      money(trade.fee),
      money(trade.realizedProfit),
      whyNot(trade),
      liveInWords(trade.live),
    ]),
  );
  if (view.trades.length < view.tradesInAll) {
    print(`the latest ${view.trades.length} of ${view.tradesInAll}; "--limit ${view.tradesInAll}" shows all`);
  }
  printTable(
    ['would hold', 'quantity', 'average price', 'cost', 'price now', 'unrealized'],
    view.positions.map((position) => [
      position.symbol,
      position.quantity,
      position.averagePrice,
      money(position.costBasis),
      position.price ?? '-',
      money(position.unrealizedProfit),
    ]),
  );
  print(
    `realized ${money(view.realizedUsd)} USD, unrealized ${money(view.unrealizedUsd)} USD, ` +
      `together ${money(view.profitUsd)} USD, estimated fees included`,
  );
}

const whyNot = ({ outcome, code, context }: TradeView): string =>
  outcome === 'observed' ? '' : `${outcome}: ${reasonInWords(code, context)}`;

/** Such as `2 filled (1.4 bps), 1 skipped: 1 NOTIONAL_BELOW_MINIMUM`. */
function liveInWords({ filled, skipped, denied, averageSlippageBps, codes }: LiveComparison): string {
  const slippage = averageSlippageBps === null ? '' : ` (${averageSlippageBps} bps)`;
  const parts = [
    ...(filled === 0 ? [] : [`${filled} filled${slippage}`]),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
    ...(denied === 0 ? [] : [`${denied} denied`]),
  ].join(', ');
  const why = codesInWords(codes);
  return [parts, why].filter((text) => text !== '').join(': ') || '-';
}

const codesInWords = (codes: Readonly<Record<string, number>>): string =>
  Object.entries(codes)
    .map(([code, number]) => `${number} ${code}`)
    .join(', ');
