import { InvalidArgumentError } from 'commander';
import type { ReportRange } from '../../domain/profit-report.ts';
import type { Lockstep, ReportRequest } from '../../server/lockstep.ts';
import type { Journal } from '../../store/journal.ts';
import { auditDocument } from '../audit-document.ts';
import type { LockstepAccess } from '../lockstep-access.ts';
import { readAudits } from '../read-audit.ts';
import { readRehearsals } from '../read-rehearsals.ts';
import { notFound, Refusal } from '../refusal.ts';
import { readLedgers } from '../report/known-ledgers.ts';
import { readReport, reportDocument, type Report } from '../report/read-report.ts';
import { fromMoment, toMoment } from '../report/report-moment.ts';
import { taxCsv } from '../report/tax-rows.ts';
import type { KnownAccounts } from './known-accounts.ts';
import { recently } from './recently.ts';
import { tradeView } from './trade-view.ts';

type Reports = Pick<
  Lockstep,
  'intents' | 'intent' | 'decisions' | 'events' | 'rehearsal' | 'report' | 'reportCsv' | 'audit'
>;

const intentsKeptMs = 1_000;
/** Of a rehearsal's trades, as the command shows them. */
const tradesShown = 50;

/** What the journal tells, with what running accounts add. */
export function reports(access: LockstepAccess, journal: Journal, accounts: KnownAccounts): Reports {
  const intents = recently(intentsKeptMs, async (limit: number) => (await journal.intents(limit)).map(tradeView));
  /** Accounts that are gone have left what they did; of ids that nobody ever had there is nothing to tell. */
  const ofKnown = async <T>(accountId: string, found: readonly T[]): Promise<readonly T[]> => {
    if (found.length === 0) await accounts.known(accountId);
    return found;
  };
  const read = async (ids: readonly string[] | null, request: ReportRequest): Promise<Report> => {
    const range = rangeOf(request);
    return readReport(journal, await readLedgers(access, await accounts.roster(), ids), ids, range);
  };

  return {
    intents: (limit) => intents.of(limit),
    intent: async (intentId) => {
      const journaled = await journal.intent(intentId);
      return journaled === null ? null : tradeView(journaled);
    },
    decisions: async (accountId, limit) => ofKnown(accountId, await journal.decisions(accountId, limit)),
    events: async (accountId, limit) => ofKnown(accountId, await journal.events(accountId, limit)),
    rehearsal: async (accountId) => {
      const [view] = await readRehearsals(access, journal, [await accounts.known(accountId)], tradesShown);
      if (view === undefined) throw notFound(`unknown account "${accountId}"`);
      return view;
    },
    report: async (ids, request) => {
      const report = await read(ids, request);
      return { ...reportDocument(report), csv: null, notes: report.notes };
    },
    reportCsv: async (ids, request) => taxCsv((await read(ids, request)).taxed),
    audit: async () => {
      const { accounts: known, config } = await accounts.roster();
      return auditDocument(await readAudits(access, journal, known), config.credentialUses);
    },
  };
}

/** @throws Refusal for what is no time, and for a range that ends before it begins */
function rangeOf({ from, to }: ReportRequest): ReportRange {
  const fromMs = momentOf('from', from, fromMoment);
  const beforeMs = momentOf('to', to, toMoment);
  if (fromMs !== null && beforeMs !== null && fromMs >= beforeMs) throw new Refusal('from is after to');
  return { fromMs, beforeMs };
}

function momentOf(name: string, text: string | null, moment: (text: string) => number): number | null {
  try {
    return text === null ? null : moment(text);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new Refusal(`${name}: ${error.message}`);
    throw error;
  }
}
