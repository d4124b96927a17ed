import Table from 'cli-table3';
import { statusWordOf, type AccountAudit } from '../../domain/account-status.ts';
import { rounded } from '../../domain/decimal.ts';
import type { LockstepUp } from './lockstep-up.ts';

/** What a person sees once everything runs: accounts, addresses, and what to try next. */
export function upReport(up: LockstepUp): string {
  const problems = up.config.problems.map(({ severity, message }) => `${severity}: ${message}`);
  const troubles = up.report.troubles.map((trouble) => `not started: ${trouble}`);
  return [...problems, ...troubles, auditTable(up.report.audits), addresses(up), '', nextSteps(up)].join('\n');
}

function auditTable(audits: readonly AccountAudit[]): string {
  const table = new Table({
    head: ['account', 'role', 'status', 'equity USD', 'can withdraw', 'note'],
    style: { head: [], border: [] },
  });
  const masterFirst = [...audits].sort((a, b) => Number(b.role === 'master') - Number(a.role === 'master'));
  for (const audit of masterFirst) {
    table.push([
      audit.accountId,
      audit.role,
      audit.enabled ? statusWordOf(audit) : 'DISABLED',
      audit.equityUsd === null ? '?' : rounded(audit.equityUsd, 2),
      withdrawWord(audit),
      audit.reason ?? '',
    ]);
  }
  return table.toString();
}

function withdrawWord({ permissions }: AccountAudit): string {
  if (permissions?.withdraw == null) return 'not provable';
  return permissions.withdraw ? 'YES' : 'no';
}

function addresses({ temporal, simulatorUrl, settings }: LockstepUp): string {
  const { embedded, connection } = temporal;
  return [
    `Temporal    ${connection.options.address}${embedded === null ? ' (yours)' : ''}`,
    ...(embedded?.uiUrl == null ? [] : [`Temporal UI ${embedded.uiUrl}`]),
    ...(simulatorUrl === null ? [] : [`exchange    ${simulatorUrl} (simulated: play money)`]),
    `home        ${settings.home}`,
  ].join('\n');
}

function nextSteps({ config }: LockstepUp): string {
  const user = config.users.find(({ enabled }) => enabled)?.accountId ?? '<account>';
  const run = 'npm run -s lockstep --';
  return [
    'Everyone observes: decisions are recorded, no order is sent. Try, in another terminal:',
    `  ${run} trade buy BTC/USD --quote 1000 --wait   the master trades, every account decides`,
    `  ${run} intents                                 what each account did with it`,
    `  ${run} mode live ${user} --yes             let one account trade`,
    `  ${run} mode observe ${user}                and back`,
    `  ${run} status`,
  ].join('\n');
}
