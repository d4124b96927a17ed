import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runNode } from '../support/run-node.ts';

const script = fileURLToPath(new URL('../../scripts/bootstrap.mjs', import.meta.url));
const announced = 'installing dependencies (npm ci)';
let root: string;

/** A checkout whose only dependency lies beside it, so that npm needs no network. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lockstep-bootstrap-'));
  mkdirSync(join(root, 'scripts'));
  mkdirSync(join(root, 'tiny'));
  cpSync(script, join(root, 'scripts', 'bootstrap.mjs'));
  writeJson('tiny/package.json', { name: 'tiny', version: '1.0.0' });
  writeProject({ folders: ['tiny'] });
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const writeJson = (file: string, content: unknown): void => writeFileSync(join(root, file), JSON.stringify(content));
const bootstrap = () => runNode([join(root, 'scripts', 'bootstrap.mjs')]);

/** Writes package.json and what npm would lock for it. */
function writeProject({ folders = [], node = '>=20.19' }: { folders?: readonly string[]; node?: string }): void {
  const dependencies = Object.fromEntries(folders.map((name) => [name, `file:./${name}`]));
  const project = { name: 'project', version: '1.0.0', engines: { node }, dependencies };
  const links = folders.map((name): [string, object] => [`node_modules/${name}`, { resolved: name, link: true }]);
  const targets = folders.map((name): [string, object] => [name, { version: '1.0.0' }]);
  const packages = Object.fromEntries([['', project], ...links, ...targets]) as object;
  writeJson('package.json', project);
  writeJson('package-lock.json', { name: 'project', version: '1.0.0', lockfileVersion: 3, requires: true, packages });
}

test('a fresh checkout is installed once, with progress on stderr only', async () => {
  const first = await bootstrap();
  expect(first).toMatchObject({ code: 0, stdout: '' });
  expect(first.stderr).toContain(announced);
  expect(existsSync(join(root, 'node_modules', 'tiny', 'package.json'))).toBe(true);
  expect(await bootstrap()).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('another package-lock.json is installed again', async () => {
  await bootstrap();
  mkdirSync(join(root, 'other'));
  writeJson('other/package.json', { name: 'other', version: '1.0.0' });
  writeProject({ folders: ['tiny', 'other'] });
  expect((await bootstrap()).stderr).toContain(announced);
  expect(existsSync(join(root, 'node_modules', 'other', 'package.json'))).toBe(true);
});

test('what npm install has just put there is not torn down and installed again', async () => {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--offline'], { cwd: root, stdio: 'ignore' });
  expect(await bootstrap()).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('an install that was cut short is done again', async () => {
  await bootstrap();
  rmSync(join(root, 'node_modules', '.lockstep-installed'));
  rmSync(join(root, 'node_modules', '.package-lock.json'));
  expect((await bootstrap()).stderr).toContain(announced);
});

test('three starts at once install once', async () => {
  const runs = await Promise.all([bootstrap(), bootstrap(), bootstrap()]);
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(runs.filter(({ stderr }) => stderr.includes(announced))).toHaveLength(1);
});

test('the lock of a process that was killed is taken over', async () => {
  const { stdout: deadPid } = await runNode(['-e', 'process.stdout.write(String(process.pid))']);
  const lock = join(root, '.lockstep-set-up.lock');
  mkdirSync(lock);
  writeFileSync(join(lock, 'owner'), deadPid);
  expect((await bootstrap()).code).toBe(0);
  expect(existsSync(lock)).toBe(false);
});

test('a Node that is too old is told in one line', async () => {
  writeProject({ node: '>=99.1' });
  const { code, stderr } = await bootstrap();
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `Lockstep needs Node 99.1 or newer; this is ${process.versions.node}\n`,
  });
});

test('a failing npm is told in one last line, and leaves no lock', async () => {
  const lockFile = join(root, 'package-lock.json');
  writeFileSync(lockFile, readFileSync(lockFile, 'utf8').replaceAll('tiny', 'missing'));
  const { code, stderr } = await bootstrap();
  expect(code).toBe(1);
  expect(stderr.trim().split('\n').at(-1)).toMatch(/^npm ci could not install the dependencies in .*: it ended with/);
  expect(existsSync(join(root, '.lockstep-set-up.lock'))).toBe(false);
});
