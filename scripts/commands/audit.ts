import { openJournal } from '../../store/open-journal.ts';
import { auditDocument } from '../audit-document.ts';
import { auditReport } from '../audit-report.ts';
import { keyWarnings } from '../key-in-words.ts';
import { print, printJson, warn } from '../output.ts';
import { readAudits } from '../read-audit.ts';
import { readRoster } from '../roster.ts';
import { withSession } from '../session.ts';

/** Reads every account afresh, disabled ones too. */
export const runAudit = ({ json }: { readonly json: boolean }): Promise<number> =>
  withSession(async (session) => {
    const { accounts } = await readRoster(session);
    const journal = openJournal({ url: session.places.journalUrl });
    const audits = await readAudits(session, journal, accounts).finally(() => journal.close());
    if (json) {
      printJson(auditDocument(audits));
      warn(...keyWarnings(audits));
    } else print(...auditReport(audits));
    return 0;
  });
