import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest';
import { ensureSearchAttributes, searchAttributeNames } from '../../workers/search-attributes.ts';

const text = 1;
let connection: Connection;

beforeAll(async () => {
  connection = await Connection.connect({ address: inject('temporalAddress') });
  return () => connection.close();
});

/** A namespace as a user's own server has it: without anything of Lockstep's. */
async function bareNamespace(): Promise<string> {
  const namespace = `bare-${randomUUID()}`;
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  await vi.waitUntil(() => connection.workflowService.describeNamespace({ namespace }).catch(() => null));
  onTestFinished(async () => {
    await connection.operatorService.deleteNamespace({ namespace });
  });
  return namespace;
}

const namesIn = async (namespace: string): Promise<readonly string[]> => {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.keys(customAttributes);
};

test('missing search attributes are added once, and can be used', { timeout: 60_000 }, async () => {
  const namespace = await bareNamespace();
  await ensureSearchAttributes(connection, namespace);
  await ensureSearchAttributes(connection, namespace);
  expect(await namesIn(namespace)).toEqual(expect.arrayContaining([...searchAttributeNames]));
  const client = new Client({ connection, namespace });
  await client.workflow.start('sleeper', {
    taskQueue: 'nobody',
    workflowId: 'sleeper',
    typedSearchAttributes: [
      { key: defineSearchAttributeKey('AccountId', SearchAttributeType.KEYWORD), value: 'alice' },
    ],
  });
});

test('one that exists as something else is named', async () => {
  const namespace = await bareNamespace();
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries([['Mode', text]]),
  });
  await vi.waitUntil(async () => (await namesIn(namespace)).includes('Mode'), { timeout: 20_000 });
  await expect(ensureSearchAttributes(connection, namespace)).rejects.toThrow(
    `Temporal namespace ${namespace}: search attribute Mode exists, but not as Keyword`,
  );
});

test('where the server refuses, one line says what an administrator runs', async () => {
  await expect(ensureSearchAttributes(connection, 'no-such-namespace')).rejects.toThrow(
    /no-such-namespace.* can't be added \(.*\); .*search-attribute create --namespace no-such-namespace --name AccountId/,
  );
});
