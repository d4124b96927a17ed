import type { AccountState } from '../../domain/account-state.ts';
import type { Execution } from '../../domain/execution.ts';
import {
  profitReport,
  totalProfit,
  type AccountProfit,
  type ReportRange,
  type TotalProfit,
} from '../../domain/profit-report.ts';
import type { Journal } from '../../store/journal.ts';
import { count } from '../output.ts';
import { namedAccounts } from '../roster.ts';
import { readTrades, type JournaledTrades } from './journaled-trades.ts';
import type { KnownLedgers } from './known-ledgers.ts';
import { ledgerDifferences } from './ledger-differences.ts';

/** What was traded in a time, and what came of it. */
export interface Report {
  readonly range: ReportRange;
  readonly profits: readonly AccountProfit[];
  readonly total: TotalProfit;
  /** Oldest first. */
  readonly executions: readonly Execution[];
  /** Those of them that were real money. */
  readonly taxed: readonly Execution[];
  /** What a person should know to trust it, one line each. */
  readonly notes: readonly string[];
}

/**
 * @param journal null: there is none yet
 * @param ids null: every account that is known of
 * @throws Refusal for an id that neither a file, nor a running account, nor the journal knows
 */
export async function readReport(
  journal: Journal | null,
  known: KnownLedgers,
  ids: readonly string[] | null,
  range: ReportRange,
): Promise<Report> {
  const trades = journal === null ? new Map<string, JournaledTrades>() : await readTrades(journal, ids);
  const told = await Promise.all(
    idsOf(known, trades, ids).map(async (accountId) => {
      const needsSaved = journal !== null && !known.states.has(accountId) && trades.has(accountId);
      const saved = needsSaved ? await journal.loadAccountState(accountId) : null;
      return reported(accountId, known, trades.get(accountId) ?? nothing, saved, range);
    }),
  );
  const profits = told.map(({ profit }) => profit);
  const executions = profits.flatMap((profit) => profit.executions).sort((one, other) => one.atMs - other.atMs);
  const practice = new Set(profits.filter(({ sandbox }) => sandbox).map(({ accountId }) => accountId));
  return {
    range,
    profits,
    total: totalProfit(profits),
    executions,
    taxed: executions.filter(({ accountId }) => !practice.has(accountId)),
    notes: told.flatMap(({ notes }) => notes),
  };
}

/** What `report --json` prints, its file apart. */
export const reportDocument = ({ range, profits, total, executions }: Report) => ({
  range,
  accounts: profits.map(({ executions: _, ...profit }) => profit),
  total,
  executions,
});

const nothing: JournaledTrades = { orders: [], events: [] };

function idsOf(
  { roster }: KnownLedgers,
  trades: ReadonlyMap<string, JournaledTrades>,
  ids: readonly string[] | null,
): readonly string[] {
  if (ids === null)
    return [...new Set([...roster.accounts.map(({ accountId }) => accountId), ...[...trades.keys()].sort()])];
  const unknown = ids.filter((id) => !trades.has(id));
  namedAccounts(roster, unknown);
  return [...new Set(ids)];
}

/** @param saved what an account that does not run left in the journal */
function reported(
  accountId: string,
  { roster, states }: KnownLedgers,
  { orders, events }: JournaledTrades,
  saved: AccountState | null,
  range: ReportRange,
): { readonly profit: AccountProfit; readonly notes: readonly string[] } {
  const running = states.get(accountId);
  const state = running ?? saved;
  const file = roster.accounts.find((account) => account.accountId === accountId)?.config ?? null;
  const { role = 'user', sandbox = false } = state?.config ?? file ?? {};
  const isUntilNow = range.beforeMs === null || range.beforeMs > Date.now();
  const prices = isUntilNow ? (running?.snapshot?.prices ?? null) : null;
  const ledgerFromMs = state?.ledgerFromMs ?? null;
  const profit = profitReport({ accountId, role, sandbox, ledgerFromMs, orders, events, prices }, range);
  const differences = running !== undefined && isUntilNow ? ledgerDifferences(running, profit, Date.now()) : [];
  const earlier = `${accountId}: ${count(profit.earlierOrders, 'order')} of an earlier ledger, at another exchange or with play money, count nowhere here`;
  return { profit, notes: [...differences, ...(profit.earlierOrders > 0 ? [earlier] : [])] };
}
