import { commandFor, type ChaosOptions } from './options.ts';
import type { Plan, Step } from './plan-types.ts';
import { countsOf, unknowns, type SeedResult, type SeedRun } from './seed-result.ts';

const mostShown = 25;

export function seedInWords(result: SeedResult, options: ChaosOptions): string {
  const { unknowns: unclear, deadWorkerNoticedMs: noticed } = result;
  const facts = [
    `${String(result.intents)} intents`,
    `${String(result.orders)} orders`,
    `${String(sum(result.faults))} faults`,
    `${String(result.duplicates)} duplicates`,
    `${String(result.lost)} lost`,
    `${String(unclear.count)} unknown${unclear.p50Ms === null ? '' : ` (p50 ${inSeconds(unclear.p50Ms)}, p99 ${inSeconds(unclear.p99Ms ?? 0)})`}`,
    `${String(result.needsReview)} for review`,
    ...(noticed.length === 0 ? [] : [`dead worker noticed in ${noticed.map(inSeconds).join(', ')}`]),
    ...(result.workersEnded === 0 ? [] : [`${String(result.workersEnded)} workers ended by themselves`]),
  ];
  const head = `seed ${String(result.seed)}: ${result.verdict}, ${facts.join(', ')}, ${String(result.seconds)} s`;
  if (result.verdict === 'pass') return head;
  const { differences } = result;
  return [
    head,
    ...differences.slice(0, mostShown).map((what) => `  ${what}`),
    ...(differences.length > mostShown ? [`  and ${String(differences.length - mostShown)} more`] : []),
    `  again: ${commandFor(result.seed, options)}`,
    '  (what happens when is fixed by the seed; how fast each process is, is not)',
  ].join('\n');
}

/** All seeds together. */
export function summaryInWords(runs: readonly SeedRun[]): string {
  const results = runs.map(({ result }) => result);
  const total = (of: (result: SeedResult) => number): number =>
    results.reduce((whole, result) => whole + of(result), 0);
  const unclear = unknowns(runs.flatMap(({ unknownMs }) => unknownMs));
  const noticed = unknowns(results.flatMap(({ deadWorkerNoticedMs }) => deadWorkerNoticedMs));
  const failed = results.filter(({ verdict }) => verdict !== 'pass').map(({ seed }) => seed);
  return [
    `${String(results.length)} seeds, ${String(total(({ intents }) => intents))} intents, ${String(total(({ orders }) => orders))} orders`,
    `duplicates ${String(total(({ duplicates }) => duplicates))}, lost ${String(total(({ lost }) => lost))}, for review ${String(total(({ needsReview }) => needsReview))}`,
    `unknown ${String(unclear.count)}: settled in ${inSeconds(unclear.p50Ms ?? 0)} (p50), ${inSeconds(unclear.p99Ms ?? 0)} (p99)`,
    `dead workers ${String(noticed.count)}: noticed in ${inSeconds(noticed.p50Ms ?? 0)} (p50), ${inSeconds(noticed.p99Ms ?? 0)} (p99)`,
    `faults: ${counted(added(results.map(({ faults }) => faults)))}`,
    `decisions: ${counted(added(results.map(({ decisions }) => decisions)))}`,
    `${String(Math.round(total(({ seconds }) => seconds)))} s`,
    failed.length === 0 ? 'every seed passed' : `FAILED: seeds ${failed.join(', ')}`,
  ].join('\n');
}

export function planInWords({ options, accounts, groups, steps }: Plan): string {
  const people = accounts
    .filter(({ person }) => person !== 'nothing')
    .map(({ accountId, person }) => `${accountId} ${person}`);
  return [
    `seed ${String(options.seed)}: ${String(accounts.length)} accounts in ${String(groups)} groups; ${people.join(', ')}`,
    ...steps.map((step) => `${String(step.atMs).padStart(6)} ms  ${stepInWords(step)}`),
    counted(countsOf(steps.map((step) => step.do))),
  ].join('\n');
}

function stepInWords(step: Step): string {
  const { do: what, atMs: _at, ...details } = step;
  return `${what} ${JSON.stringify(details)}`;
}

const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((whole, count) => whole + count, 0);

function added(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const one of all) for (const [name, count] of Object.entries(one)) counts[name] = (counts[name] ?? 0) + count;
  return counts;
}

const counted = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ');
