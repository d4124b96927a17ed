import type { AccountAudit } from '../../domain/account-status.ts';
import { openJournal } from '../../store/open-journal.ts';
import { permissionsInWords } from '../key-in-words.ts';
import { printJson, printTable, warn } from '../output.ts';
import { readAudits } from '../read-audit.ts';
import { namedAccounts, readRoster } from '../roster.ts';
import { withSession } from '../session.ts';

export interface VerifyOptions {
  readonly ids: readonly string[];
  readonly json: boolean;
}

/** A signed read with each credential. Fails for a key that is refused or that may withdraw. */
export const runVerify = ({ ids, json }: VerifyOptions): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const chosen = ids.length === 0 ? roster.accounts : namedAccounts(roster, ids);
    const journal = openJournal({ url: session.places.journalUrl });
    const audits = await readAudits(session, journal, chosen).finally(() => journal.close());
    if (json) printJson({ accounts: audits.map(verdictOf) });
    else show(audits);
    const failures = audits.filter((audit) => ids.length > 0 || audit.connection !== 'credentials-missing');
    const complaints = failures.flatMap(complaintsOf);
    warn(...complaints);
    return complaints.length === 0 ? 0 : 1;
  });

const verdictOf = ({ accountId, exchange, connection, reason, permissions }: AccountAudit) => ({
  accountId,
  exchange,
  connection,
  reason,
  works: connection === 'connected',
  permissions: permissions ?? { trade: null, withdraw: null, provenAtMs: null },
});

function show(audits: readonly AccountAudit[]): void {
  printTable(
    ['account', 'exchange', 'key works', 'rights'],
    audits.map((audit) => [
      audit.accountId,
      audit.exchange,
      audit.connection === 'connected' ? 'yes' : `no (${audit.reason ?? audit.connection})`,
      permissionsInWords(audit),
    ]),
  );
}

function complaintsOf(audit: AccountAudit): readonly string[] {
  if (audit.connection !== 'connected') return [`${audit.accountId}: ${audit.reason ?? audit.connection}`];
  if (audit.permissions?.withdraw === true)
    return [`${audit.accountId}: its key may withdraw: replace it by one that may only query and trade`];
  return [];
}
