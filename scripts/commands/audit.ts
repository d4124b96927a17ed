import { openJournal } from '../../store/open-journal.ts';
import { auditDocument } from '../audit-document.ts';
import { auditReport } from '../audit-report.ts';
import { credentialUsesOf } from '../credential-uses.ts';
import { keyWarnings } from '../key-in-words.ts';
import { print, printJson, warn } from '../output.ts';
import { readAudits } from '../read-audit.ts';
import { readRoster } from '../roster.ts';
import { withSession } from '../session.ts';

/** Reads every account afresh, disabled ones too. */
export const runAudit = ({ json }: { readonly json: boolean }): Promise<number> =>
  withSession(async (session) => {
    const { accounts, config } = await readRoster(session);
    const journal = openJournal({ url: session.places.journalUrl });
    const audits = await readAudits(session, journal, accounts).finally(() => journal.close());
    const uses = await credentialUsesOf(session.places, config)();
    if (json) {
      printJson(auditDocument(audits, uses));
      warn(...keyWarnings(audits));
    } else print(...auditReport(audits, uses));
    return 0;
  });
