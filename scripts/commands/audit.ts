import type { AccountAudit } from '../../domain/account-status.ts';
import { openJournal } from '../../store/open-journal.ts';
import { forEach } from '../account-answer.ts';
import { auditReport } from '../audit-report.ts';
import { auditTotals } from '../audit-totals.ts';
import { keyWarnings } from '../key-in-words.ts';
import { print, printJson, warn } from '../output.ts';
import { readAudit } from '../read-audit.ts';
import { readRoster } from '../roster.ts';
import { withSession } from '../session.ts';

/** Reads every account afresh, disabled ones too. */
export const runAudit = ({ json }: { readonly json: boolean }): Promise<number> =>
  withSession(async (session) => {
    const { accounts } = await readRoster(session);
    const journal = openJournal({ url: session.places.journalUrl });
    const read = await forEach(accounts, (account) => readAudit(session, journal, account)).finally(() =>
      journal.close(),
    );
    const audits = read.filter((audit) => audit !== null);
    if (json) {
      printJson({ accounts: audits.map(withPermissionFields), totals: auditTotals(audits) });
      warn(...keyWarnings(audits));
    } else print(...auditReport(audits));
    return 0;
  });

const withPermissionFields = (audit: AccountAudit) => ({
  ...audit,
  permissions: audit.permissions ?? { trade: null, withdraw: null, provenAtMs: null },
});
