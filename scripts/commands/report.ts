import { resolve } from 'node:path';
import type { ReportRange } from '../../domain/profit-report.ts';
import { withJournal } from '../journal-access.ts';
import { count, print, printJson, warn } from '../output.ts';
import { findPlaces } from '../places.ts';
import { knownLedgers } from '../report/known-ledgers.ts';
import { readReport, reportDocument } from '../report/read-report.ts';
import { showAccounts, showExecutions, showTotal } from '../report/report-in-words.ts';
import { taxCsv } from '../report/tax-rows.ts';
import { refuseExisting, writeNewFile } from '../report/write-new-file.ts';

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
  const ids = id === null ? null : [id];
  const known = await knownLedgers(places, ids);
  const journaled = await withJournal(
    places,
    (journal) => readReport(journal, known, ids, range),
    () => null,
  );
  const report = journaled ?? (await readReport(null, known, ids, range));
  const { profits, total, executions, taxed, notes } = report;
  warn(...notes);
  if (file !== null) await writeNewFile(file, taxCsv(taxed));
  if (json) {
    printJson({ ...reportDocument(report), csv: file === null ? null : { file, executions: taxed.length } });
    return 0;
  }
  showAccounts(profits);
  if (id === null) showTotal(total);
  else showExecutions(executions, tradesShown);
  if (file !== null) print(`wrote ${count(taxed.length, 'trade')} to ${file}`);
  if (profits.some(({ sandbox }) => sandbox)) print('play money is in no total, nor in the file for tax tools');
  return 0;
}

type Nullable<T extends { readonly id: unknown }> = Omit<T, 'id'> & { readonly id?: string | null | undefined };
