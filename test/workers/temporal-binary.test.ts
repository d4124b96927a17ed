import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findTemporalBinary } from '../../workers/temporal-binary.ts';
import { runNode } from '../support/run-node.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let cacheDir: string;
let bin: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-binary-'));
  cacheDir = join(folder, 'cache');
  bin = join(folder, 'bin');
  for (const made of [cacheDir, bin]) mkdirSync(made);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Whatever the machine has, only what a test puts on PATH is found, and nothing can be downloaded. */
const env = (): NodeJS.ProcessEnv => ({ PATH: bin, HOME: folder, HTTPS_PROXY: 'http://127.0.0.1:1' });
const lines: string[] = [];
const find = () => findTemporalBinary({ cacheDir, env: env(), tell: (line) => lines.push(line) });

function program(file: string, body: string): void {
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}
const temporal = (file: string, version: string): void => program(file, `echo "temporal version ${version}"`);
const cached = (): string => join(cacheDir, 'temporal');

/** Writes the binary that it is asked for, a moment later, and notes that it was called. */
const fakeGo = (seconds = '0.3'): void =>
  program(
    join(bin, 'go'),
    `PATH=/usr/bin:/bin; echo $$ >> ${folder}/builds; echo "go: downloading a.test/module v1" >&2; sleep ${seconds}
     [ "$1 $2" = "build -o" ] || exit 2
     printf '#!/bin/sh\\necho "temporal version built"\\n' > "$3"; chmod 755 "$3"`,
  );
/** Goes on until it is ended. */
const endlessGo = (): void =>
  program(join(bin, 'go'), `PATH=/usr/bin:/bin; echo $$ >> ${folder}/builds; exec sleep 60`);
const builds = (): readonly string[] => readFileSync(join(folder, 'builds'), 'utf8').trim().split('\n');

test('a temporal on PATH comes first', async () => {
  temporal(join(bin, 'temporal'), 'of-path');
  temporal(cached(), 'of-cache');
  expect(await find()).toEqual({ path: join(bin, 'temporal'), origin: 'PATH', version: 'temporal version of-path' });
});

test.each([
  ['fails', 'exit 1'],
  ['says something else', 'echo "a calendar"'],
])('a temporal on PATH that %s is passed over for the cache', async (_, body) => {
  program(join(bin, 'temporal'), body);
  temporal(cached(), 'of-cache');
  expect(await find()).toMatchObject({ path: cached(), origin: 'cache' });
});

test('a broken binary in the cache is replaced by a built one, with progress', async () => {
  writeFileSync(cached(), 'half a downl');
  fakeGo();
  lines.length = 0;
  expect(await find()).toEqual({ path: cached(), origin: 'build', version: 'temporal version built' });
  expect(lines.join('\n')).toMatch(/downloading.*\nbuilding.*4 minutes\n.*is built/);
  expect(await find()).toMatchObject({ origin: 'cache' });
  expect(builds()).toHaveLength(1);
  expect(readdirSync(cacheDir)).toEqual(['temporal']);
});

const finder = (): readonly string[] => [
  ...['--import', fileURLToPath(import.meta.resolve('tsx')), '--input-type=module', '-e'],
  `const { findTemporalBinary } = await import(${JSON.stringify(join(project, 'workers/temporal-binary.ts'))});
   const found = await findTemporalBinary({ cacheDir: ${JSON.stringify(cacheDir)}, env: process.env });
   process.stdout.write(found.origin);`,
];

test('two processes that need it at once build it once', async () => {
  fakeGo('1');
  const runs = await Promise.all([runNode(finder(), env()), runNode(finder(), env())]);
  expect(runs.map(({ stdout }) => stdout).sort()).toEqual(['build', 'cache']);
  expect(builds()).toHaveLength(1);
});

test('after a build that was killed the next one takes over', async () => {
  endlessGo();
  const killed = spawn(process.execPath, finder(), { env: env(), stdio: 'ignore' });
  await vi.waitUntil(() => existsSync(join(folder, 'builds')), { timeout: 20_000 });
  killed.kill('SIGKILL');
  process.kill(Number(builds()[0]), 'SIGKILL');
  writeFileSync(join(cacheDir, 'temporal.draft-1'), 'half');
  fakeGo();
  expect(await find()).toMatchObject({ origin: 'build' });
  expect(readdirSync(cacheDir)).toEqual(['temporal']);
});

test('when nothing works one line names all four ways', async () => {
  program(join(bin, 'go'), 'echo "go: cannot find main module" >&2; exit 1');
  const message = await find().catch((error: unknown) => (error as Error).message);
  expect(message).toMatch(
    /^no Temporal server: TEMPORAL_ADDRESS is not set; no working "temporal" on PATH or in .*; download: .*; build: go build failed: go: cannot find main module$/,
  );
  rmSync(join(bin, 'go'));
  await expect(find()).rejects.toThrow('build: no "go" on PATH');
});

test('giving up ends the build at once', async () => {
  endlessGo();
  const giveUp = new AbortController();
  const finding = findTemporalBinary({ cacheDir, env: env(), tell: () => undefined, signal: giveUp.signal });
  const outcome = expect(finding).rejects.toThrow(/abort/i);
  await vi.waitUntil(() => existsSync(join(folder, 'builds')), { timeout: 20_000 });
  giveUp.abort();
  await outcome;
  await vi.waitUntil(() => !existsSync(`/proc/${builds()[0]!}`), { timeout: 5_000 });
});
