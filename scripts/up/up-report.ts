import { auditReport } from '../audit-report.ts';
import { copyingInWords } from '../read-copying.ts';
import type { LockstepUp } from './lockstep-up.ts';

/** What a person sees once everything runs: accounts, addresses, and what to try next. */
export function upReport(up: LockstepUp): string {
  const problems = up.config.problems.map(({ severity, message }) => `${severity}: ${message}`);
  const troubles = up.report.troubles.map((trouble) => `not started: ${trouble}`);
  return [
    ...problems,
    ...troubles,
    copyingInWords(up.copying),
    ...auditReport(up.report.audits),
    '',
    ...firstOwner(up),
    addresses(up),
    '',
    nextSteps(up),
  ].join('\n');
}

const firstOwner = ({ api }: LockstepUp): readonly string[] =>
  api?.firstOwnerLink == null
    ? []
    : [
        'Nobody has an account for the dashboard yet. Who opens this once becomes its owner:',
        `  ${api.firstOwnerLink}`,
        '',
      ];

function addresses({ api, temporal, simulatorUrl, settings }: LockstepUp): string {
  const { embedded, connection } = temporal;
  return [
    ...(api === null ? [] : [`Dashboard   ${api.url}`]),
    `Temporal    ${connection.options.address}${embedded === null ? ' (yours)' : ''}`,
    ...(embedded?.uiUrl == null ? [] : [`Temporal UI ${embedded.uiUrl}`]),
    ...(simulatorUrl === null ? [] : [`exchange    ${simulatorUrl} (simulated: play money)`]),
    `home        ${settings.home}`,
  ].join('\n');
}

function nextSteps({ config, report }: LockstepUp): string {
  const live = report.audits
    .filter(({ enabled, mode }) => enabled && mode === 'live')
    .map(({ accountId }) => accountId);
  const user = config.users.find(({ enabled }) => enabled)?.accountId ?? '<account>';
  const run = 'npm run -s lockstep --';
  return [
    ...(report.unheard.length === 0
      ? []
      : [`Not heard, and live if they were left so: ${report.unheard.join(', ')}. "status" tells.`]),
    live.length === 0
      ? `Everyone ${report.unheard.length === 0 ? '' : 'else '}observes: decisions are recorded, no order is sent. Try, in another terminal:`
      : `LIVE, as they were left: ${live.join(', ')}. Try, in another terminal:`,
    `  ${run} trade buy BTC/USD --quote 1000 --wait`.padEnd(70) + 'the master trades, every account decides',
    `  ${run} intents`.padEnd(70) + 'what each account did with it, and why',
    `  ${run} mode live ${user} --yes`.padEnd(70) + 'one account sends real orders',
    `  ${run} mode observe ${user}`.padEnd(70) + 'and back',
    `  ${run} status`.padEnd(70) + 'every account at a glance',
  ].join('\n');
}
