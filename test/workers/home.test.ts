import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { endProcess } from '../../workers/end-process.ts';
import { lockHome } from '../../workers/home-lock.ts';
import { openHome } from '../../workers/home.ts';
import { identify } from '../../workers/process-identity.ts';
import { readRunningUp, removeRunningUp, type RunningUp, writeRunningUp } from '../../workers/running-up.ts';
import { childOfTest } from './child-of-test.ts';
import { homeOfTest } from './home-of-test.ts';

const self = identify(process.pid)!;
const up: RunningUp = {
  process: self,
  startedAtMs: 1,
  temporal: null,
  simulator: null,
  apiUrl: null,
  journalUrl: 'file:/home/journal.db',
  configDir: '/config',
};
const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

test('a home and what it says are closed to other users', () => {
  const home = homeOfTest();
  writeRunningUp(home, up);
  expect([modeOf(home.dir), modeOf(home.upFile)]).toEqual(['700', '600']);
  chmodSync(home.dir, 0o755);
  expect(modeOf(openHome(home.dir).dir)).toBe('700');
});

test('a directory that holds other things is refused and keeps its access', () => {
  const foreign = join(dirname(homeOfTest().dir), 'foreign');
  mkdirSync(foreign, { mode: 0o755 });
  writeFileSync(join(foreign, 'letter.txt'), '');
  expect(() => openHome(foreign)).toThrow(/^LOCKSTEP_HOME .*foreign can't be used: it holds files that are not/);
  expect(modeOf(foreign)).toBe('755');
  expect(() => openHome(join(foreign, 'letter.txt'))).toThrow(/^LOCKSTEP_HOME .*letter.txt can't be used/);
});

const holder = (dir: string): string => `
  const [{ homeAt }, { lockHome }] = await Promise.all([load('home.ts'), load('home-lock.ts')]);
  lockHome(homeAt(${JSON.stringify(dir)}));
  console.log('locked');
  setInterval(() => undefined, 1_000);`;

test('two masters on one home, so every order twice: the second is refused and names the first', async () => {
  const home = homeOfTest();
  const first = await childOfTest(holder(home.dir));
  expect(() => lockHome(home)).toThrow(/^another process is already running on /);
  writeRunningUp(home, { ...up, process: first.process });
  expect(() => lockHome(home)).toThrow(`"up" (pid ${first.process.pid}) is already running on ${home.dir}`);
});

test('the lock of a killed process is free at once', async () => {
  const home = homeOfTest();
  const first = await childOfTest(holder(home.dir));
  first.child.kill('SIGKILL');
  await endProcess(first.process, 5_000);
  lockHome(home).release();
  lockHome(home).release();
});

test('what runs is read back until it ends', async () => {
  const home = homeOfTest();
  expect(readRunningUp(home)).toBeNull();
  const running = await childOfTest(`console.log('here'); setInterval(() => undefined, 1_000);`);
  writeRunningUp(home, { ...up, process: running.process });
  expect(readRunningUp(home)).toEqual({ ...up, process: running.process });
  await endProcess(running.process, 5_000);
  expect(readRunningUp(home)).toBeNull();
  removeRunningUp(home);
});

test('a pid that is in use again is not taken for the up that had it', () => {
  const home = homeOfTest();
  writeRunningUp(home, { ...up, process: { ...self, birth: 'earlier' } });
  expect(readRunningUp(home)).toBeNull();
});

test.each(['', '{"process":', '{"process":{"pid":"1"}}', 'null'])('an up.json of %j is nobody', (text) => {
  const home = homeOfTest();
  writeFileSync(home.upFile, text);
  expect(readRunningUp(home)).toBeNull();
});

test('a password leaked to the disk: up.json has the journal without it', () => {
  const home = homeOfTest();
  for (const journalUrl of ['postgres://me:hunter2@db:5432/x', 'postgres://me@db:5432/x?password=hunter2']) {
    writeRunningUp(home, { ...up, journalUrl });
    expect(readRunningUp(home)?.journalUrl).toBe('postgres://me@db:5432/x');
  }
});
