import { realpathSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './bootstrap.mjs';
import { runNode } from './run-child.mjs';

const cache = 'node_modules/.cache/lockstep-check';

/** The project's rules as commands, slowest first. */
const checks = [
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'] },
  {
    name: 'types',
    args: ['node_modules/typescript/bin/tsc', '--incremental', '--tsBuildInfoFile', `${cache}/tsc.json`],
  },
  {
    name: 'types of the dashboard',
    args: [
      'node_modules/typescript/bin/tsc',
      '--project',
      'web',
      '--incremental',
      '--tsBuildInfoFile',
      `${cache}/tsc-web.json`,
    ],
  },
  {
    name: 'format',
    args: [
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--log-level',
      'warn',
      '--cache',
      '--cache-location',
      `${cache}/prettier`,
      '.',
    ],
  },
  { name: 'unused code', args: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  { name: 'imports', args: [...depcruise('.dependency-cruiser.cjs'), '.'] },
  {
    name: 'workflow bundle',
    args: [...depcruise('.dependency-cruiser.runtime.cjs'), 'workflows', 'domain', 'activities'],
  },
];
const atOnce = 2;

function depcruise(config) {
  return ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--no-progress', '--config', config];
}

/** Runs every check and shows each result as it comes. @returns {Promise<readonly { readonly name: string, readonly passed: boolean }[]>} */
export async function runChecks() {
  const waiting = [...checks];
  const results = [];
  const next = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const startedAt = performance.now();
      const { code, output } = await runNode(check.args, { quiet: true });
      const passed = code === 0;
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`${passed ? 'ok    ' : 'FAILED'} check: ${check.name} (${seconds} s)`);
      if (!passed) console.log(output.trimEnd().replaceAll(/^/gm, '       '));
      results.push({ name: check.name, passed });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return results;
}

if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  await ensureDependencies();
  const failed = (await runChecks()).filter(({ passed }) => !passed).map(({ name }) => name);
  console.log(failed.length === 0 ? 'all checks passed' : `failed: ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
