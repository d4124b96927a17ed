import type { AccountAudit } from '../domain/account-status.ts';
import { auditTotals } from './audit-totals.ts';
import { withCredentialUse, type CredentialUses } from './credential-uses.ts';

/** What `audit --json` prints. */
export const auditDocument = (audits: readonly AccountAudit[], uses: CredentialUses) => ({
  accounts: withCredentialUse(audits, uses).map(withPermissionFields),
  totals: auditTotals(audits),
});

const withPermissionFields = <T extends AccountAudit>(audit: T) => ({
  ...audit,
  permissions: audit.permissions ?? { trade: null, withdraw: null, provenAtMs: null },
});
