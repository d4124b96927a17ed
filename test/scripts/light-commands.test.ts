import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** Packages that a module needs before it can start; lazy imports don't count. */
async function packagesOf(file: string): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL(`../../scripts/${file}`, import.meta.url))],
    ...{ bundle: true, packages: 'external', write: false, metafile: true, splitting: true, outdir: 'unused' },
    ...{ format: 'esm', platform: 'node' },
  });
  const outputs = metafile.outputs;
  const entry = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(file))?.[0] ?? '';
  const seen = new Set([entry]);
  const packages = new Set<string>();
  for (const output of seen) {
    for (const { path, kind, external } of outputs[output]?.imports ?? []) {
      if (kind !== 'import-statement') continue;
      if (external === true) packages.add(path);
      else seen.add(path);
    }
  }
  return [...packages].filter((name) => !name.startsWith('node:'));
}

const heavy = /^(ccxt|@temporalio\/worker|libsql|pg|kysely)/;

test.each([
  ...['cli.ts', 'commands/status.ts', 'commands/accounts-list.ts', 'commands/mode.ts', 'commands/state.ts'],
  ...['commands/resolve.ts', 'commands/reconcile.ts', 'commands/copying.ts', 'commands/preview.ts'],
])('%s answers at once: it loads no exchange library, no worker and no database', async (file) => {
  const packages = await packagesOf(file);
  expect(packages.length).toBeGreaterThan(0);
  expect(packages.filter((name) => heavy.test(name))).toEqual([]);
});

test('the cli itself waits for nothing but the argument parser', async () => {
  expect(await packagesOf('cli.ts')).toEqual(['commander', 'big.js']);
});
