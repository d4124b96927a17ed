import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'dotenv';
import { expect, test } from 'vitest';
import { credentialVariablesOf } from '../../config/credential-variables.ts';
import { loadConfig } from '../../config/load-config.ts';
import { secretText } from './config-folder.ts';

const configDir = fileURLToPath(new URL('../../config', import.meta.url));

test('the shipped accounts load without a mistake, one of them disabled', () => {
  const { master, users, problems } = loadConfig({ configDir, env: {} });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(master?.accountId).toBe('master');
  expect(users.filter(({ enabled }) => enabled).map(({ accountId }) => accountId)).toEqual([
    'investor_one',
    'retail_one',
    'retail_two',
  ]);
  expect(users.filter(({ enabled }) => !enabled)).toHaveLength(1);
});

test('.env.example names exactly the credentials of the enabled accounts', () => {
  const { master, users } = loadConfig({ configDir, env: {} });
  const accounts = [master, ...users]
    .filter((account) => account?.enabled === true)
    .filter((account) => account !== null);
  const expected = accounts.map(credentialVariablesOf).flatMap(({ key, secret }) => [key, secret]);
  const example = Object.keys(parse(readFileSync(new URL('../../.env.example', import.meta.url))));
  expect(example.sort()).toEqual(expected.sort());

  const filled = Object.fromEntries(example.map((name) => [name, name.endsWith('SECRET') ? secretText : name]));
  expect(loadConfig({ configDir, env: filled }).problems).toEqual([]);
});
