import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './bootstrap.mjs';
import { runChecks } from './check.mjs';
import { endLeftovers, testRunVariable } from './leftover-processes.mjs';
import { stopChildren } from './run-child.mjs';
import { runVitest } from './run-vitest.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
const runId = randomUUID();
const tally = { passed: 0, failed: 0, skipped: 0 };
let forbiddenSkips = [];
let stoppedBy = null;

for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
]) {
  process.on(signal, () => {
    stopChildren(stoppedBy === null ? signal : 'SIGKILL');
    stoppedBy ??= { signal, exitCode: 128 + number };
    setTimeout(() => stopChildren('SIGKILL'), 15_000).unref();
  });
}

try {
  await ensureDependencies();
  for (const { passed } of await runChecks()) tally[passed ? 'passed' : 'failed'] += 1;
  if (stoppedBy === null) await runTests();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
if (stoppedBy !== null) fail(`stopped by ${stoppedBy.signal}`);

console.log(`${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}`);
process.exitCode = stoppedBy?.exitCode ?? (tally.failed > 0 || forbiddenSkips.length > 0 ? 1 : 0);

async function runTests() {
  const result = await runVitest(process.argv.slice(2), { ...process.env, [testRunVariable]: runId });
  for (const outcome of ['passed', 'failed', 'skipped']) tally[outcome] += result[outcome];
  for (const fault of result.faults) console.log(`FAILED ${fault}`);
  const left = await endLeftovers(runId);
  if (stoppedBy === null) for (const command of left) fail(`a test left a process behind: ${command}`);
  if (process.env.CI !== 'true') return;
  forbiddenSkips = result.avoidableSkips;
  for (const name of forbiddenSkips) console.log(`FAILED skipped, which CI=true forbids: ${name}`);
}

function fail(reason) {
  tally.failed += 1;
  console.log(`FAILED ${reason}`);
}
