import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode } from './run-child.mjs';

/** A skip whose title holds this is one that no machine like this could avoid. */
const unavoidable = '(cannot be had here)';

/**
 * Runs vitest and counts; a run that breaks counts as a failure beside what it reported.
 * @param {readonly string[]} args handed to vitest
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ passed: number, failed: number, skipped: number, avoidableSkips: string[], faults: string[] }>}
 */
export async function runVitest(args, env) {
  const dir = mkdtempSync(join(tmpdir(), 'lockstep-test-'));
  const reportFile = join(dir, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const ended = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], { env });
    return tallyOf(readReport(reportFile), ended, args);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function tallyOf(report, ended, args) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const withStatus = (...statuses) => tests.filter(({ status }) => statuses.includes(status));
  const failed = withStatus('failed').length;
  const skips = withStatus('skipped', 'pending', 'todo', 'disabled');
  const faults = files
    .filter((file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'))
    .map((file) => `${file.name} could not run`);
  if (report === null) faults.push(`vitest ended without a report (${ended.signal ?? `exit code ${ended.code}`})`);
  else if (tests.length === 0) faults.push('no test ran');
  else if (ended.code !== 0 && failed + faults.length === 0) {
    faults.push(`vitest failed outside the tests (${ended.signal ?? `exit code ${ended.code}`})`);
  }
  const filtered = args.some((arg) => /^(-t|--testNamePattern)/.test(arg));
  return {
    passed: withStatus('passed').length,
    failed: failed + faults.length,
    skipped: skips.length,
    avoidableSkips: filtered ? [] : skips.map(({ fullName }) => fullName).filter((name) => !name.includes(unavoidable)),
    faults,
  };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
