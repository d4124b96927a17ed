import { expect, test } from 'vitest';
import type { AccountConfig } from '../../domain/account-config.ts';
import type { AccountAudit } from '../../domain/account-status.ts';
import type { CopyingStatus } from '../../domain/copying-status.ts';
import { newAccount } from '../../domain/account-transitions.ts';
import { accountAudit } from '../../domain/account-report.ts';
import type { ApiServer } from '../../scripts/up/api-server.ts';
import type { LockstepUp } from '../../scripts/up/lockstep-up.ts';
import { upReport } from '../../scripts/up/up-report.ts';
import { configOf, nowMs } from '../domain/accounts.ts';

const copyingOn: CopyingStatus = { state: 'on', reason: null, followers: 2 };

interface Seen {
  readonly copying?: CopyingStatus;
  readonly audits?: readonly AccountAudit[];
  readonly unheard?: readonly string[];
  readonly api?: Pick<ApiServer, 'url' | 'firstOwnerLink'> | null;
}

const auditOf = (config: AccountConfig, changes: Partial<AccountAudit> = {}): AccountAudit => ({
  ...accountAudit(newAccount(config, nowMs)),
  ...changes,
});

const reportOf = ({ copying = copyingOn, audits = [], unheard = [], api = null }: Seen): string =>
  upReport({
    config: { master: null, users: [], problems: [] },
    report: { audits, troubles: [], unheard },
    temporal: { embedded: null, connection: { options: { address: '127.0.0.1:7233' } } },
    ...{ simulatorUrl: null, settings: { home: '/home' }, copying, api },
  } as unknown as LockstepUp);

test('play money is never taken for real money: an account for practice is told as one, and counts nowhere', () => {
  const [real, practice] = [configOf('alice'), configOf('bob', { sandbox: true })];
  const known = { connection: 'connected', reason: null, equityUsd: '100' } as const;
  const report = reportOf({ audits: [auditOf(real, known), auditOf(practice, known)] });
  const rows = report.split('\n');
  const after = (accountId: string, lines: number) =>
    rows[rows.findIndex((row) => row.startsWith(`│ ${accountId}`)) + lines];
  expect(after('bob', 1)).toContain('(practice)');
  expect(after('alice', 1)).not.toContain('practice');
  expect(report).toContain('users 100.00 USD, master 0.00 USD, overall 100.00 USD');
});

test('nobody believes to be copied who is not: why copying is off stands on top', () => {
  const reason = "the master's key was refused (EAPI:Invalid key)";
  expect(reportOf({ copying: { state: 'standalone', reason, followers: 2 } }).split('\n')[0]).toBe(
    `COPYING OFF (standalone): ${reason}; accounts trade, sell and close on their own`,
  );
  expect(reportOf({}).split('\n')[0]).toBe('copying on: 2 accounts follow the master');
});

test('an account that was not heard may be live: nobody is told that everyone observes', () => {
  expect(reportOf({})).toContain('Everyone observes: decisions are recorded, no order is sent.');
  const report = reportOf({ unheard: ['alice'] });
  expect(report).not.toContain('Everyone observes');
  expect(report).toContain('Not heard, and live if they were left so: alice.');
});

test('the dashboard: where it is, and the link that makes the first owner while there is none', () => {
  const url = 'http://127.0.0.1:8080';
  const first = reportOf({ api: { url, firstOwnerLink: `${url}/first-owner#token=abc` } });
  expect(first).toContain(`\nDashboard   ${url}\n`);
  expect(first).toContain(`becomes its owner:\n  ${url}/first-owner#token=abc\n`);
  expect(reportOf({ api: { url, firstOwnerLink: null } })).not.toMatch(/owner/);
  expect(reportOf({})).not.toContain('Dashboard');
});
