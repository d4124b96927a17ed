import { statusWordOf, type AccountAudit } from '../domain/account-status.ts';
import { auditTotals, totalsInWords } from './audit-totals.ts';
import { keyWarnings, permissionsInWords, proofInWords } from './key-in-words.ts';
import { money, tableText } from './output.ts';
import { statusReasonInWords } from './status-reason.ts';

/** Every account's money and key, why some do not trade, what is wrong with keys, and the totals; master first. */
export function auditReport(audits: readonly AccountAudit[]): readonly string[] {
  const masterFirst = [...audits].sort((a, b) => Number(b.role === 'master') - Number(a.role === 'master'));
  const table = tableText(
    ['account', 'role', 'status', 'equity USD', 'balances', 'key (UTC)'],
    masterFirst.map((audit) => [
      audit.accountId,
      `${audit.role}\n${audit.exchange}${audit.sandbox ? ' (practice)' : ''}`,
      wordOf(audit),
      money(audit.equityUsd),
      audit.balances.map(({ asset, total }) => `${total} ${asset}`).join('\n') || '-',
      audit.permissions === null ? '-' : `${permissionsInWords(audit)}\n${proofInWords(audit)}`,
    ]),
  );
  return [
    table,
    ...masterFirst.flatMap(reasonLine),
    ...keyWarnings(masterFirst),
    ...totalsInWords(auditTotals(masterFirst)),
  ];
}

const wordOf = (audit: AccountAudit): string => {
  if (audit.enabled) return statusWordOf(audit);
  return audit.connection === 'connected' ? 'DISABLED' : `${statusWordOf(audit)}\n(disabled)`;
};

const reasonLine = (audit: AccountAudit): readonly string[] => {
  if (audit.connection === 'credentials-missing') return [];
  const reason = statusReasonInWords(audit);
  return reason === null ? [] : [`${audit.accountId}: ${statusWordOf(audit)}: ${reason}`];
};
