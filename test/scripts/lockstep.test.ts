import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { runNode } from '../support/run-node.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
let root: string;

/** A checkout with the real launcher and commands of its own. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lockstep-launcher-'));
  cpSync(join(project, 'package.json'), join(root, 'package.json'));
  mkdirSync(join(root, 'scripts'));
  for (const name of ['bootstrap.mjs', 'bundled-cli.mjs', 'lockstep.mjs']) {
    cpSync(join(project, 'scripts', name), join(root, 'scripts', name));
  }
  mkdirSync(join(root, 'node_modules'));
  for (const file of ['package-lock.json', 'node_modules/.package-lock.json']) {
    writeFileSync(join(root, file), '{"packages":{}}');
  }
  link('esbuild');
  link('tsx');
  writeCli('first');
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const link = (name: string): void => symlinkSync(join(project, 'node_modules', name), join(root, 'node_modules', name));
const lockstep = (...args: readonly string[]) => runNode([join(root, 'scripts', 'lockstep.mjs'), ...args]);

function writeCli(answer: string): void {
  writeFileSync(join(root, 'scripts', 'answer.ts'), `export const answer: string = '${answer}';`);
  writeFileSync(
    join(root, 'scripts', 'cli.ts'),
    `import { answer } from './answer.ts';
     export const main = async (argv: readonly string[]): Promise<number> => {
       console.log(JSON.stringify({ answer, argv, url: import.meta.url, file: new Error().stack?.includes('cli.mjs') }));
       return argv.includes('refused') ? 1 : 0;
     };`,
  );
}

const heard = ({ stdout }: { readonly stdout: string }): unknown => JSON.parse(stdout);
const url = (): string => pathToFileURL(join(root, 'scripts', 'cli.ts')).href;

test('a command runs from the bundle, with its arguments, its exit code and its own place on the disk', async () => {
  const done = await lockstep('status', '--json');
  expect(heard(done)).toEqual({ answer: 'first', argv: ['status', '--json'], url: url(), file: true });
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect((await lockstep('status', 'refused')).code).toBe(1);
});

test('an edited source is never answered from an old bundle', async () => {
  await lockstep('status');
  writeCli('second');
  expect(heard(await lockstep('status'))).toMatchObject({ answer: 'second', file: true });
});

test('commands that stay run from source', async () => {
  expect(heard(await lockstep('up', '--once'))).toMatchObject({ argv: ['up', '--once'], url: url(), file: false });
});

test('where no bundle can be made, the sources answer', async () => {
  rmSync(join(root, 'node_modules', 'esbuild'));
  expect(heard(await lockstep('status'))).toMatchObject({ answer: 'first', file: false });
});

test('many commands at once, all without a bundle yet, all answer', async () => {
  const runs = await Promise.all([lockstep('a'), lockstep('b'), lockstep('c')]);
  expect(runs.map(heard)).toMatchObject([{ argv: ['a'] }, { argv: ['b'] }, { argv: ['c'] }]);
});

test('the project’s own commands work from the bundle, with the libraries inside it', async () => {
  const bundle = JSON.stringify(pathToFileURL(join(project, 'scripts', 'bundled-cli.mjs')).href);
  const program = `
    const { importBundledCli } = await import(${bundle});
    process.exitCode = await (await importBundledCli()).main(['status', '--json']);`;
  const env = {
    ...process.env,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: inject('temporalNamespace'),
    LOCKSTEP_HOME: join(root, 'home'),
  };
  const done = await runNode(['--input-type=module', '-e', program], env);
  expect(done).toMatchObject({ code: 0, stderr: '' });
  expect(heard(done)).toMatchObject({ master: { accountId: 'master' } });
});
