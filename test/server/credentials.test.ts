import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { accountParts, type AccountParts } from './account-parts.ts';
import { serve, serving } from './serve.ts';
import { temporaryFolder } from '../store/databases.ts';

serving();

const served = ({ directory, vault }: AccountParts) => ({ directory, vault });
const key = { apiKey: 'abcDEFGHIJKLMNOPxyz', apiSecret: 'c2VjcmV0LXNlY3JldC1zZWNyZXQh' };

test('a key goes in, and comes out masked alone', async () => {
  const parts = accountParts();
  const { ask } = await serve('ann', served(parts));
  const { status, json } = await ask('PUT', '/api/accounts/ann/credential', key);
  expect([status, json]).toEqual([200, { source: 'vault', masked: 'abc…xyz' }]);
  const opened = await parts.vault.open('ann');
  expect([opened?.apiKey, opened?.apiSecret]).toEqual([key.apiKey, key.apiSecret]);
});

test('a key must not leak: neither by an answer nor by the log, not even one that is wrong', async () => {
  const logFile = `${temporaryFolder()}/api.log`;
  const { ask } = await serve('ann', { ...served(accountParts()), logFile });
  const wrong = { ...key, apiSecret: 'not base64 at all' };
  const answers = [
    await ask('PUT', '/api/accounts/ann/credential', key),
    await ask('PUT', '/api/accounts/ann/credential', wrong),
    await ask('PUT', '/api/accounts/ann/credential', { ...key, more: key.apiSecret }),
    await ask('GET', '/api/accounts/ann'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 400, 400, 200]);
  expect(answers[1]?.json).toMatchObject({ error: { issues: [{ path: 'apiSecret' }] } });
  const log = await vi.waitFor(() => {
    const text = readFileSync(logFile, 'utf8');
    expect(text.split('\n').filter((line) => line.includes('credential')).length).toBeGreaterThanOrEqual(3);
    return text;
  });
  for (const text of [log, ...answers.map((answer) => answer.text)])
    for (const secret of [key.apiKey, key.apiSecret, wrong.apiSecret]) expect(text).not.toContain(secret);
});

test('another one’s key must not be replaced', async () => {
  const parts = accountParts();
  const { ask } = await serve('ann', served(parts));
  expect((await ask('PUT', '/api/accounts/bob/credential', key)).status).toBe(403);
  expect((await ask('DELETE', '/api/accounts/bob/credential')).status).toBe(403);
  expect(await parts.vault.masked('bob')).toBeNull();
});

test('two accounts must not trade with one key', async () => {
  const parts = accountParts();
  const { ask } = await serve('owner', served(parts));
  await ask('PUT', '/api/accounts/ann/credential', key);
  const { status, json } = await ask('PUT', '/api/accounts/bob/credential', key);
  expect(status).toBe(409);
  expect(json).toMatchObject({
    error: { message: expect.stringContaining('ann trades with this very key') as string },
  });
});

test('a key that was given here is forgotten once', async () => {
  const parts = accountParts();
  const { ask } = await serve('owner', served(parts));
  await ask('PUT', '/api/accounts/ann/credential', key);
  expect((await ask('DELETE', '/api/accounts/ann/credential')).status).toBe(200);
  expect(await parts.vault.masked('ann')).toBeNull();
  expect((await ask('DELETE', '/api/accounts/ann/credential')).status).toBe(404);
});

test('nobody’s account takes no key', async () => {
  const { ask } = await serve('owner', served(accountParts()));
  expect((await ask('PUT', '/api/accounts/carl/credential', key)).status).toBe(404);
});
