import { forEach } from '../account-answer.ts';
import { plus, type DecimalText } from '../../domain/decimal.ts';
import type { AccountAudit } from '../../domain/account-status.ts';
import { openJournal } from '../../store/open-journal.ts';
import { money, print, printJson, printTable } from '../output.ts';
import { readAudit } from '../read-audit.ts';
import { readRoster } from '../roster.ts';
import { withSession } from '../session.ts';
import { permissionsInWords } from './verify.ts';

/** Reads every account afresh, disabled ones too. */
export const runAudit = ({ json }: { readonly json: boolean }): Promise<number> =>
  withSession(async (session) => {
    const { accounts } = await readRoster(session);
    const journal = openJournal({ url: session.places.journalUrl });
    const read = await forEach(accounts, (account) => readAudit(session, journal, account)).finally(() =>
      journal.close(),
    );
    const audits = read.filter((audit) => audit !== null);
    const totals = totalsOf(audits);
    if (json) printJson({ accounts: audits.map(withPermissionFields), totals });
    else show(audits, totals);
    return 0;
  });

interface Totals {
  readonly usersUsd: DecimalText;
  readonly masterUsd: DecimalText;
  readonly overallUsd: DecimalText;
}

/** Of the accounts whose equity is known. Play money is nobody's. */
function totalsOf(audits: readonly AccountAudit[]): Totals {
  const sum = (role: AccountAudit['role']): DecimalText =>
    audits
      .filter((audit) => audit.role === role && !audit.sandbox)
      .reduce((total, { equityUsd }) => plus(total, equityUsd ?? '0'), '0');
  const [usersUsd, masterUsd] = [sum('user'), sum('master')];
  return { usersUsd, masterUsd, overallUsd: plus(usersUsd, masterUsd) };
}

const withPermissionFields = (audit: AccountAudit) => ({
  ...audit,
  permissions: audit.permissions ?? { trade: null, withdraw: null, provenAtMs: null },
});

function show(audits: readonly AccountAudit[], totals: Totals): void {
  printTable(
    ['account', 'role', 'enabled', 'mode', 'connection', 'equity USD', 'balances', 'key'],
    audits.map((audit) => [
      audit.accountId,
      audit.role,
      audit.enabled ? 'yes' : 'no',
      audit.sandbox ? `${audit.mode}\n(practice)` : audit.mode,
      audit.reason === null ? audit.connection : `${audit.connection}\n(${audit.reason})`,
      money(audit.equityUsd),
      audit.balances.map(({ asset, total }) => `${total} ${asset}`).join('\n') || '-',
      permissionsInWords(audit),
    ]),
  );
  const unknown = audits.filter(({ equityUsd }) => equityUsd === null).length;
  print(
    `users ${money(totals.usersUsd)} USD, master ${money(totals.masterUsd)} USD, overall ${money(totals.overallUsd)} USD` +
      (unknown === 0 ? '' : ` (without ${unknown} whose equity is not known)`),
  );
}
