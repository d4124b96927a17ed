import { resolve } from 'node:path';
import type { AccountState } from '../../domain/account-state.ts';
import { profitReport, totalProfit, type AccountProfit, type ReportRange } from '../../domain/profit-report.ts';
import type { Journal } from '../../store/journal.ts';
import { withJournal } from '../journal-access.ts';
import { count, print, printJson, warn } from '../output.ts';
import { findPlaces, type Places } from '../places.ts';
import { readTrades, type JournaledTrades } from '../report/journaled-trades.ts';
import { knownLedgers, type KnownLedgers } from '../report/known-ledgers.ts';
import { ledgerDifferences } from '../report/ledger-differences.ts';
import { showAccounts, showExecutions, showTotal } from '../report/report-in-words.ts';
import { taxCsv } from '../report/tax-rows.ts';
import { refuseExisting, writeNewFile } from '../report/write-new-file.ts';
import { namedAccounts } from '../roster.ts';

export interface ReportOptions {
  readonly id: string | undefined;
  readonly range: ReportRange;
  /** A new file for tax tools. */
  readonly csv: string | null;
  readonly json: boolean;
}

/** People see this many of one account's latest trades; the documents hold all. */
const tradesShown = 100;

/** What was traded, and what came of it: from the journal; running accounts add their last prices. */
export async function runReport({ id = null, range, csv, json }: Nullable<ReportOptions>): Promise<number> {
  const places = findPlaces();
  const file = csv === null ? null : resolve(places.env['INIT_CWD'] ?? '', csv);
  if (file !== null) refuseExisting(file);
  const known = await knownLedgers(places, id);
  const profits = await readProfits(places, known, id, range);
  const executions = profits.flatMap((profit) => profit.executions).sort((one, other) => one.atMs - other.atMs);
  const practice = new Set(profits.filter(({ sandbox }) => sandbox).map(({ accountId }) => accountId));
  const taxed = executions.filter(({ accountId }) => !practice.has(accountId));
  if (file !== null) await writeNewFile(file, taxCsv(taxed));
  const total = totalProfit(profits);
  if (json) {
    const accounts = profits.map(({ executions: _, ...profit }) => profit);
    printJson({ range, accounts, total, executions, csv: file === null ? null : { file, executions: taxed.length } });
    return 0;
  }
  showAccounts(profits);
  if (id === null) showTotal(total);
  else showExecutions(executions, tradesShown);
  if (file !== null) print(`wrote ${count(taxed.length, 'trade')} to ${file}`);
  if (practice.size > 0) print('play money is in no total, nor in the file for tax tools');
  return 0;
}

type Nullable<T extends { readonly id: unknown }> = Omit<T, 'id'> & { readonly id?: string | null | undefined };

const readProfits = (
  places: Places,
  known: KnownLedgers,
  id: string | null,
  range: ReportRange,
): Promise<readonly AccountProfit[]> =>
  withJournal(
    places,
    async (journal) => {
      const trades = await readTrades(journal, id);
      return await Promise.all(idsOf(known, trades, id).map((each) => profitOf(journal, known, trades, each, range)));
    },
    () => idsOf(known, new Map(), id).map((each) => reported(each, known, nothing, null, range)),
  );

const nothing: JournaledTrades = { orders: [], events: [] };

/** @throws Refusal for an id that neither a file, nor a running account, nor the journal knows */
function idsOf(
  { roster }: KnownLedgers,
  trades: ReadonlyMap<string, JournaledTrades>,
  id: string | null,
): readonly string[] {
  if (id !== null) return trades.has(id) ? [id] : namedAccounts(roster, [id]).map(({ accountId }) => accountId);
  return [...new Set([...roster.accounts.map(({ accountId }) => accountId), ...[...trades.keys()].sort()])];
}

async function profitOf(
  journal: Journal,
  known: KnownLedgers,
  trades: ReadonlyMap<string, JournaledTrades>,
  accountId: string,
  range: ReportRange,
): Promise<AccountProfit> {
  const ofAccount = trades.get(accountId) ?? nothing;
  const needsSaved = !known.states.has(accountId) && trades.has(accountId);
  const saved = needsSaved ? await journal.loadAccountState(accountId) : null;
  return reported(accountId, known, ofAccount, saved, range);
}

/** @param saved what an account that does not run left in the journal */
function reported(
  accountId: string,
  { roster, states }: KnownLedgers,
  { orders, events }: JournaledTrades,
  saved: AccountState | null,
  range: ReportRange,
): AccountProfit {
  const running = states.get(accountId);
  const state = running ?? saved;
  const file = roster.accounts.find((account) => account.accountId === accountId)?.config ?? null;
  const { role = 'user', sandbox = false } = state?.config ?? file ?? {};
  const isUntilNow = range.beforeMs === null || range.beforeMs > Date.now();
  const prices = isUntilNow ? (running?.snapshot?.prices ?? null) : null;
  const ledgerFromMs = state?.ledgerFromMs ?? null;
  const profit = profitReport({ accountId, role, sandbox, ledgerFromMs, orders, events, prices }, range);
  if (running !== undefined && isUntilNow) warn(...ledgerDifferences(running, profit, Date.now()));
  if (profit.earlierOrders > 0) {
    const earlier = count(profit.earlierOrders, 'order');
    warn(`${accountId}: ${earlier} of an earlier ledger, at another exchange or with play money, count nowhere here`);
  }
  return profit;
}
