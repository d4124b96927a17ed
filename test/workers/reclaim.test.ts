import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { expect, onTestFinished, test } from 'vitest';
import { endProcess, isGone } from '../../workers/end-process.ts';
import type { Home } from '../../workers/home.ts';
import { identify, isRunning, processesWithArguments } from '../../workers/process-identity.ts';
import { reclaim } from '../../workers/reclaim.ts';
import { readLastUp, type RunningUp, writeRunningUp } from '../../workers/running-up.ts';
import { serverMarks } from '../../workers/temporal-server-arguments.ts';
import { childOfTest, type ChildOfTest } from './child-of-test.ts';
import { homeOfTest } from './home-of-test.ts';
import { realBinary } from './real-binary.ts';

const serversOn = (home: Home) => processesWithArguments(serverMarks(home.temporalDbFile));

/** An `up` that says a word once its server is spawned, or answers, and could be killed at any moment. */
async function upOn(home: Home, sayAt: 'spawned' | 'ready'): Promise<ChildOfTest> {
  onTestFinished(async () => {
    await Promise.all(serversOn(home).map((server) => endProcess(server, 5_000)));
  });
  return childOfTest(`
    const { homeAt } = await load('home.ts');
    const { startTemporalServer } = await load('temporal-server.ts');
    const home = homeAt(${JSON.stringify(home.dir)});
    const say = (moment) => { if (moment === '${sayAt}') console.log(moment); };
    await startTemporalServer({
      binary: ${JSON.stringify(await realBinary())}, dbFile: home.temporalDbFile, logFile: home.temporalLogFile,
      port: 0, uiPort: 0, synchronous: 'FULL', env: process.env, onSpawned: () => say('spawned'),
    });
    say('ready');`);
}

async function kill({ child, process: killed }: ChildOfTest): Promise<void> {
  child.kill('SIGKILL');
  await isGone(killed, 5_000);
}

test('a killed up leaves its server: the next one goes on with it', async () => {
  const home = homeOfTest();
  await kill(await upOn(home, 'ready'));
  const [left] = serversOn(home);
  const { temporal } = await reclaim(home);
  expect(temporal?.process).toEqual({ pid: left?.pid, birth: left?.birth });
  expect(temporal?.dbFile).toBe(home.temporalDbFile);
  expect((await fetch(temporal!.uiUrl!)).status).toBe(200);
  const connection = await Connection.connect({ address: temporal!.address });
  await connection.close();
  await temporal!.stop();
  await temporal!.exited;
  expect(serversOn(home)).toEqual([]);
});

test('an up killed while its server is starting, before a pid was written: still one server on the file', async () => {
  const home = homeOfTest();
  await kill(await upOn(home, 'spawned'));
  expect(readLastUp(home)).toBeNull();
  const { temporal } = await reclaim(home);
  expect(temporal).not.toBeNull();
  expect(serversOn(home)).toHaveLength(1);
});

test('an adopted server that dies tells', async () => {
  const home = homeOfTest();
  await kill(await upOn(home, 'ready'));
  const { temporal } = await reclaim(home);
  process.kill(temporal!.process.pid, 'SIGKILL');
  await temporal!.exited;
  expect(await reclaim(home)).toEqual({ temporal: null, simulator: null });
});

test('a program that has the arguments of a server but does not answer is ended', async () => {
  const home = homeOfTest();
  const words = serverMarks(home.temporalDbFile).map((word) => `'${word}'`);
  const silent = await childOfTest(`
    const { spawn } = await import('node:child_process');
    const args = ['-e', 'setInterval(() => undefined, 1000)', '--', ${words.join(', ')}];
    console.log(spawn(process.execPath, args, { stdio: 'ignore', detached: true }).pid);`);
  const impostor = identify(Number(silent.said))!;
  onTestFinished(() => endProcess(impostor, 0));
  expect((await reclaim(home)).temporal).toBeNull();
  expect(isRunning(impostor)).toBe(false);
});

const exchange = (status: number): string => `
  const { createServer } = await import('node:http');
  const server = createServer((_, answer) => answer.writeHead(${status}).end());
  server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port));`;

function recordSimulator(home: Home, simulator: NonNullable<RunningUp['simulator']>): void {
  const gone = { pid: process.pid, birth: 'earlier' };
  const rest = { startedAtMs: 1, temporal: null, apiUrl: null, journalUrl: 'file:j', configDir: 'config' };
  writeRunningUp(home, { ...rest, process: gone, simulator });
}

test('a left-over simulator that answers is handed over, one that does not is ended', async () => {
  const home = homeOfTest();
  const answering = await childOfTest(exchange(200));
  recordSimulator(home, { process: answering.process, url: answering.said });
  const { simulator } = await reclaim(home);
  expect(simulator).toMatchObject({ process: answering.process, url: answering.said });
  await simulator!.stop();
  expect(isRunning(answering.process)).toBe(false);

  const broken = await childOfTest(exchange(500));
  recordSimulator(home, { process: broken.process, url: broken.said });
  expect((await reclaim(home)).simulator).toBeNull();
  expect(isRunning(broken.process)).toBe(false);
});

test('a simulator whose address nobody wrote down is ended: two on one book would write it over each other', async () => {
  const home = homeOfTest();
  const entry = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url));
  const start = `
    const { spawn } = await import('node:child_process');
    const args = ['--import', 'tsx', ${JSON.stringify(entry)}, '--state', ${JSON.stringify(home.simulatorBookFile)}];
    console.log(spawn(process.execPath, args, { stdio: 'ignore', detached: true }).pid);`;
  const orphans = await Promise.all([childOfTest(start), childOfTest(start)]);
  const [first, second] = orphans.map(({ said }) => identify(Number(said))!);
  onTestFinished(async () => {
    for (const orphan of [first, second]) await endProcess(orphan!, 0);
  });
  recordSimulator(home, { process: first!, url: (await childOfTest(exchange(200))).said });
  expect((await reclaim(home)).simulator?.process).toEqual(first);
  expect([first, second].map((orphan) => isRunning(orphan!))).toEqual([true, false]);
});

test('a stranger killed: a pid that is in use again is left alone', async () => {
  const home = homeOfTest();
  const stranger = await childOfTest(exchange(500));
  recordSimulator(home, { process: { ...stranger.process, birth: 'earlier' }, url: stranger.said });
  expect(await reclaim(home)).toEqual({ temporal: null, simulator: null });
  expect(isRunning(stranger.process)).toBe(true);
});
