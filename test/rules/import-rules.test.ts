import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plantTree, projectRoot, type PlantedTree } from './planted-tree.ts';

type Plant = readonly [rule: string, file: string, text: string];

const value = (from: string): string => `import { thing } from '${from}';\nexport const used = thing;\n`;
const type = (from: string): string => `import type { Thing } from '${from}';\nexport type Used = Thing;\n`;
const exported = 'export const thing = 1;\nexport type Thing = string;\n';

/** What every planted line imports: it breaks no rule itself. */
const targets = [
  'activities/target.ts',
  'bench/target.ts',
  'config/target.ts',
  'domain/target.ts',
  'domain/decimal.ts',
  'exchanges/exchange.ts',
  'exchanges/target.ts',
  'scripts/target.ts',
  'server/target.ts',
  'simulator/target.ts',
  'store/journal.ts',
  'store/target.ts',
  'test/target.ts',
  'web/target.ts',
  'workers/target.ts',
  'workflows/messages.ts',
  'workflows/target.ts',
];
const packages = ['zod', 'ccxt', 'big.js', 'libsql', 'fastify', 'react', 'vitest', 'undeclared', '@temporalio/worker'];

const plants: readonly Plant[] = [
  ['domain-imports-only-its-own', 'domain/a.ts', type('../config/target.ts')],
  [
    'domain-imports-only-its-own',
    'domain/b.ts',
    `import { readFileSync } from 'node:fs';\nexport const used = readFileSync;\n`,
  ],
  ['zod-in-domain-only-in-schema-files', 'domain/c.ts', value('zod')],
  ['workflows-imports-only-its-own', 'workflows/a.ts', type('../exchanges/exchange.ts')],
  ['workflows-imports-only-its-own', 'workflows/b.ts', value('@temporalio/worker')],
  ['workflows-imports-only-types-of-activities', 'workflows/c.ts', value('../activities/target.ts')],
  ['activities-imports-only-its-own', 'activities/a.ts', value('../config/target.ts')],
  ['activities-imports-only-its-own', 'activities/b.ts', value('libsql')],
  ['activities-imports-only-types-of-exchanges', 'activities/c.ts', value('../exchanges/target.ts')],
  ['activities-imports-only-types-of-store', 'activities/d.ts', value('../store/target.ts')],
  ['exchanges-imports-only-its-own', 'exchanges/a.ts', value('../store/journal.ts')],
  ['one-ccxt-importer', 'exchanges/b.ts', value('ccxt')],
  ['one-ccxt-importer', 'workers/a.ts', type('ccxt')],
  ['store-imports-only-its-own', 'store/a.ts', value('../config/target.ts')],
  ['config-imports-only-its-own', 'config/a.ts', value('../exchanges/target.ts')],
  ['workers-is-the-composition-root', 'workers/b.ts', value('../simulator/target.ts')],
  ['workers-is-the-composition-root', 'workers/c.ts', value('../server/target.ts')],
  ['server-imports-only-its-own', 'server/a.ts', type('../exchanges/exchange.ts')],
  ['server-imports-only-types-of-workflows', 'server/b.ts', value('../workflows/target.ts')],
  ['web-imports-only-its-own', 'web/a.ts', type('../config/target.ts')],
  ['web-imports-only-types-of-domain', 'web/c.ts', value('../domain/target.ts')],
  ['web-imports-only-types-of-server', 'web/b.ts', value('../server/target.ts')],
  ['simulator-imports-only-its-own', 'simulator/a.ts', value('../exchanges/target.ts')],
  ['simulator-imports-only-its-own', 'simulator/b.ts', value('ccxt')],
  ['simulator-imports-only-its-own', 'simulator/c.ts', value('../domain/target.ts')],
  ['scripts-reach-neither-web-nor-test', 'scripts/a.ts', value('../test/target.ts')],
  ['nothing-imports-test-or-bench', 'store/b.ts', value('../bench/target.ts')],
  ['no-second-barrel', 'domain/sizes/index.ts', `export { thing } from '../target.ts';\n`],
  ['no-cycles', 'domain/d.ts', value('./e.ts')],
  ['no-unresolved-import', 'domain/f.ts', value('./gone.ts')],
  ['no-undeclared-package', 'exchanges/c.ts', value('undeclared')],
  ['no-development-package-at-run-time', 'workers/d.ts', value('vitest')],
];

const runtimePlants: readonly Plant[] = [
  ['workflow-bundle-stays-light', 'workflows/d.ts', value('../domain/thing.schema.ts')],
];

/** Right as they are: a rule that fires on these is too eager. */
const allowed: Readonly<Record<string, string>> = {
  'domain/thing.schema.ts': `import { z } from 'zod';\nexport const thing = z;\nexport type Thing = string;\n`,
  // The other half of the planted cycle, which is told once.
  'domain/e.ts': `import { used } from './d.ts';\nexport const thing = used;\n`,
  'domain/fine.ts': value('big.js'),
  'workflows/fine-types.ts': type('../activities/target.ts'),
  'workflows/fine-schema-type.ts': type('../domain/thing.schema.ts'),
  'activities/fine-type.ts': type('../exchanges/target.ts'),
  'activities/fine-port.ts': value('../exchanges/exchange.ts'),
  'activities/fine-journal.ts': value('../store/journal.ts'),
  'exchanges/ccxt-exchange.ts': value('ccxt'),
  'config/fine.ts': value('zod'),
  'workers/fine.ts': `${value('../exchanges/ccxt-exchange.ts')}export { thing } from '@temporalio/worker';\n`,
  'server/fine.ts': value('../workflows/messages.ts'),
  'simulator/fine.ts': value('../domain/decimal.ts'),
  'scripts/fine.ts': value('../simulator/target.ts'),
  'web/fine.ts': `${type('../server/target.ts')}export { thing } from 'react';\n`,
  'test/fine.ts': `${value('../exchanges/target.ts')}export { thing } from 'vitest';\n`,
};

let tree: PlantedTree;
beforeAll(() => {
  const declared = packages.filter((name) => name !== 'undeclared' && name !== 'vitest');
  const manifest = {
    type: 'module',
    dependencies: Object.fromEntries(declared.map((name) => [name, '1.0.0'])),
    devDependencies: { vitest: '1.0.0' },
  };
  const installed = packages.flatMap((name): [string, string][] => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.js' })],
    [`node_modules/${name}/index.js`, exported.replace(/export type.*\n/, '')],
  ]);
  const files: Record<string, string> = {
    'package.json': JSON.stringify(manifest),
    ...Object.fromEntries(installed),
    ...Object.fromEntries(targets.map((file) => [file, exported])),
    ...allowed,
    ...Object.fromEntries([...plants, ...runtimePlants].map(([, file, text]) => [file, text])),
  };
  tree = plantTree(files, ['tsconfig.json']);
});
afterAll(() => tree.remove());

const runs = [
  ['.dependency-cruiser.cjs', plants],
  ['.dependency-cruiser.runtime.cjs', runtimePlants],
] as const;
describe.each(runs)('%s', (config, planted) => {
  const configFile = join(projectRoot, config);

  test('finds every planted violation and nothing else', async () => {
    const found = await cruise(tree.root, configFile);
    for (const [rule, file] of planted) expect(found).toContainEqual(`${rule}: ${file}`);
    const guilty = new Set<string>([...plants, ...runtimePlants].map(([, file]) => file));
    expect(found.filter((line) => !guilty.has(line.replace(/^.*: /, '')))).toEqual([]);
  });

  test('has a planted violation for each of its rules', () => {
    const { forbidden } = createRequire(import.meta.url)(configFile) as { forbidden: { name: string }[] };
    expect(new Set(planted.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });
});

/** @returns `rule: file` for each violation */
async function cruise(cwd: string, configFile: string): Promise<readonly string[]> {
  const program = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const report = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [program, '--no-progress', '--config', configFile, '--output-type', 'json', '.'],
      { cwd, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout) => resolve(stdout),
    );
  });
  const { summary } = JSON.parse(report) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`);
}
