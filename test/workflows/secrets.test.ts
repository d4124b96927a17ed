import { existsSync, readFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { submitOrderUpdate } from '../../workflows/messages.ts';
import { openWorld, order, until, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

test('no key, secret or signature reaches a history, the journal or the server’s database file', async () => {
  const account = await world.account({ mode: 'live' });
  const { accountId } = account.config;
  const key = `key-${accountId}`;
  await world.exchange.control.addFault({ kind: 'garbage-after-accept', endpoint: 'AddOrder', key, count: 1 });
  await account.handle.executeUpdate(submitOrderUpdate, { args: [order('buy', { kind: 'quote', amount: '500' })] });
  await world.exchange.control.revokeKey(key);
  await account.handle.executeUpdate(submitOrderUpdate, { args: [order('buy', { kind: 'quote', amount: '500' })] });
  await until(async () => (await account.status()).connection === 'not-connected');

  const dbFile = inject('temporalDbFile');
  const files = dbFile === null ? [] : [dbFile, `${dbFile}-wal`].filter((file) => existsSync(file));
  const secret = world.secretOf(account);
  const texts = [
    historyToJSON(await account.handle.fetchHistory()),
    JSON.stringify(await world.journal.decisions(accountId, 100)),
    JSON.stringify(await account.status()),
    // What the server has not moved to its file yet is in the log beside it.
    ...(files.length === 0 ? [] : [files.map((file) => readFileSync(file, 'latin1')).join('')]),
  ];
  expect(texts.every((text) => text.includes(accountId))).toBe(true);
  const forbidden = [key, secret, Buffer.from(secret).toString('base64'), 'API-Sign'];
  expect(forbidden.filter((word) => texts.some((text) => text.includes(word)))).toEqual([]);
});
