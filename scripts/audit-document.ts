import type { AccountAudit } from '../domain/account-status.ts';
import { auditTotals } from './audit-totals.ts';

/** What `audit --json` prints. */
export const auditDocument = (audits: readonly AccountAudit[]) => ({
  accounts: audits.map(withPermissionFields),
  totals: auditTotals(audits),
});

const withPermissionFields = (audit: AccountAudit) => ({
  ...audit,
  permissions: audit.permissions ?? { trade: null, withdraw: null, provenAtMs: null },
});
