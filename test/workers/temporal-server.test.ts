import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { expect, onTestFinished, test } from 'vitest';
import { isGone } from '../../workers/end-process.ts';
import { searchAttributeNames } from '../../workers/search-attributes.ts';
import { startTemporalServer, type TemporalServer, type TemporalServerOptions } from '../../workers/temporal-server.ts';
import { homeOfTest } from './home-of-test.ts';
import { realBinary } from './real-binary.ts';

async function start(
  options: Partial<TemporalServerOptions> & { readonly dbFile: string | null },
): Promise<TemporalServer> {
  const home = homeOfTest();
  const server = await startTemporalServer({
    binary: await realBinary(),
    port: 0,
    uiPort: null,
    synchronous: 'FULL',
    logFile: home.temporalLogFile,
    env: process.env,
    ...options,
  });
  onTestFinished(() => server.stop());
  return server;
}

async function clientOf({ address, namespace }: TemporalServer): Promise<Client> {
  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  return new Client({ connection, namespace });
}

test('what was started is there after a stop and after a kill, findable by its search attributes', async () => {
  const dbFile = homeOfTest().temporalDbFile;
  const first = await start({ dbFile });
  const typedSearchAttributes = searchAttributeNames.map((name) => ({
    key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
    value: `some-${name}`,
  }));
  const options = { taskQueue: 'nobody', typedSearchAttributes };
  await (await clientOf(first)).workflow.start('sleeper', { ...options, workflowId: 'before-stop' });
  await first.stop();
  expect(await isGone(first.process, 0)).toBe(true);

  const second = await start({ dbFile });
  const client = await clientOf(second);
  expect((await client.workflow.getHandle('before-stop').describe()).status.name).toBe('RUNNING');
  await client.workflow.start('sleeper', { ...options, workflowId: 'before-kill' });
  process.kill(second.process.pid, 'SIGKILL');
  await second.exited;

  const third = await clientOf(await start({ dbFile }));
  const found: string[] = [];
  for await (const { workflowId } of third.workflow.list({
    query: `AccountId = 'some-AccountId' AND TradingState = 'some-TradingState'`,
  })) {
    found.push(workflowId);
  }
  expect(found.sort()).toEqual(['before-kill', 'before-stop']);
});

test('the server has the settings that were measured, a month of history, and a place of its own', async () => {
  const server = await start({ dbFile: null });
  const { namespaceInfo, config } = await (
    await clientOf(server)
  ).workflowService.describeNamespace({ namespace: server.namespace });
  expect(namespaceInfo?.name).toBe('default');
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * 86_400);
  const commandLine = readFileSync(`/proc/${server.process.pid}/cmdline`, 'utf8');
  for (const part of [
    'transferProcessorMaxPollRPS=2000',
    'EagerExecution=true',
    'journal_mode=WAL',
    'synchronous=FULL',
  ]) {
    expect(commandLine).toContain(part);
  }
  expect(readFileSync(`/proc/${server.process.pid}/environ`, 'utf8').split('\0')).toContain('GOGC=400');
});

test('a Ctrl-C at the terminal does not reach the server before its workers: it leads a session of its own', async () => {
  const { process: started } = await start({ dbFile: null });
  const [, , group, session] = readFileSync(`/proc/${started.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  expect([group, session].map(Number)).toEqual([started.pid, started.pid]);
});

test('a key leaked to another program: the server does not see the environment’s secrets', async () => {
  const env = { ...process.env, KRAKEN_MASTER_API_SECRET: 'c2VjcmV0', GOOGLE_API_KEY: 'c2VjcmV0' };
  const { process: started } = await start({ dbFile: null, env });
  expect(readFileSync(`/proc/${started.pid}/environ`, 'utf8')).not.toContain('c2VjcmV0');
});

test('two servers on one file: the second is refused', async () => {
  const dbFile = homeOfTest().temporalDbFile;
  const first = await start({ dbFile });
  await expect(start({ dbFile })).rejects.toThrow(
    `a Temporal server (pid ${first.process.pid}) is already running on ${dbFile}`,
  );
});

test('a server that dies tells, and its pid was known before it answered', async () => {
  const spawned: number[] = [];
  const server = await start({ dbFile: null, onSpawned: ({ process: started }) => spawned.push(started.pid) });
  expect(spawned).toEqual([server.process.pid]);
  process.kill(server.process.pid, 'SIGKILL');
  await server.exited;
  await server.stop();
});

test('taken ports: preferred ones are replaced, the UI answers at the one that is told', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const server = await start({ dbFile: null, port: { preferred: port }, uiPort: { preferred: port } });
  expect(server.address).not.toBe(`127.0.0.1:${port}`);
  expect((await fetch(server.uiUrl!)).status).toBe(200);
  await expect(start({ dbFile: null, port })).rejects.toThrow(`port ${port} can't be used: it is taken`);
});

test('a file that is no database is told in one line and left as it was', async () => {
  const home = homeOfTest();
  writeFileSync(home.temporalDbFile, 'somebody’s letters');
  await expect(start({ dbFile: home.temporalDbFile, logFile: home.temporalLogFile })).rejects.toThrow(
    /^the Temporal server did not start: .*file is not a database.* \(log: .*temporal\.log\)$/,
  );
  expect(readFileSync(home.temporalDbFile, 'utf8')).toBe('somebody’s letters');
  expect((statSync(home.temporalLogFile).mode & 0o777).toString(8)).toBe('600');
});
