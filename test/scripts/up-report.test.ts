import { expect, test } from 'vitest';
import { newAccount } from '../../domain/account-transitions.ts';
import { accountAudit } from '../../domain/account-report.ts';
import type { LockstepUp } from '../../scripts/up/lockstep-up.ts';
import { upReport } from '../../scripts/up/up-report.ts';
import { configOf, nowMs } from '../domain/accounts.ts';

test('play money is never taken for real money: an account for practice is told as one', () => {
  const [real, practice] = [configOf('alice'), configOf('bob', { sandbox: true })];
  const report = upReport({
    config: { master: null, users: [real, practice], problems: [] },
    report: { audits: [real, practice].map((config) => accountAudit(newAccount(config, nowMs))), troubles: [] },
    temporal: { embedded: null, connection: { options: { address: '127.0.0.1:7233' } } },
    ...{ simulatorUrl: null, settings: { home: '/home' } },
  } as unknown as LockstepUp);
  const rowOf = (accountId: string) => report.split('\n').find((row) => row.startsWith(`│ ${accountId}`));
  expect(rowOf('bob')).toContain('practice account, starting');
  expect(rowOf('alice')).not.toContain('practice');
});
