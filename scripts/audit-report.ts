import { statusWordOf, type AccountAudit } from '../domain/account-status.ts';
import { auditTotals, totalsInWords } from './audit-totals.ts';
import { keyWarnings, permissionsInWords, proofInWords } from './key-in-words.ts';
import type { CredentialUse } from '../config/credential-use.ts';
import type { CredentialUses } from './credential-uses.ts';
import { money, tableText } from './output.ts';
import { statusReasonInWords } from './status-reason.ts';

/** Every account's money and key, why some do not trade, what is wrong with keys, and the totals; master first. */
export function auditReport(audits: readonly AccountAudit[], uses: CredentialUses = new Map()): readonly string[] {
  const masterFirst = [...audits].sort((a, b) => Number(b.role === 'master') - Number(a.role === 'master'));
  const table = tableText(
    ['account', 'role', 'status', 'equity USD', 'balances', 'key (UTC)'],
    masterFirst.map((audit) => [
      audit.accountId,
      `${audit.role}\n${audit.exchange}${audit.sandbox ? ' (practice)' : ''}`,
      wordOf(audit),
      money(audit.equityUsd),
      audit.balances.map(({ asset, total }) => `${total} ${asset}`).join('\n') || '-',
      [
        ...useInWords(uses.get(audit.accountId)),
        ...(audit.permissions === null ? ['-'] : [permissionsInWords(audit), proofInWords(audit)]),
      ].join('\n'),
    ]),
  );
  return [
    table,
    ...masterFirst.flatMap(reasonLine),
    ...keyWarnings(masterFirst),
    ...totalsInWords(auditTotals(masterFirst)),
  ];
}

/** Such as `abc…xyz (vault)`. */
const useInWords = (use: CredentialUse | undefined): readonly string[] =>
  use?.maskedKey == null ? [] : [`${use.maskedKey} (${use.credentialSource ?? ''})`];

const wordOf = (audit: AccountAudit): string => {
  if (audit.enabled) return statusWordOf(audit);
  return audit.connection === 'connected' ? 'DISABLED' : `${statusWordOf(audit)}\n(disabled)`;
};

const reasonLine = (audit: AccountAudit): readonly string[] => {
  if (audit.connection === 'credentials-missing') return [];
  const reason = statusReasonInWords(audit);
  return reason === null ? [] : [`${audit.accountId}: ${statusWordOf(audit)}: ${reason}`];
};
