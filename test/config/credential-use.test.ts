import { expect, test } from 'vitest';
import { loadConfig } from '../../config/load-config.ts';
import { maskedKey } from '../../config/masked-key.ts';
import { readTypedCredential } from '../../config/typed-credential.ts';
import { configFolder, keyPair, master, secretText, user } from './config-folder.ts';

test('a masked key is its first and last three characters; of a short one nothing', () => {
  expect(maskedKey('abcdefghijklmnop')).toBe('abc…nop');
  expect(maskedKey('abcdefghi')).toBe('abc…ghi');
  expect(maskedKey('abcdefgh')).toBe('…');
});

test("the vault's key wins: the environment's is neither used nor complained of", () => {
  const configDir = configFolder({
    'master.json': master,
    'users/anna.json': user('anna'),
    'users/bert.json': user('bert'),
    'users/carl.json': user('carl'),
  });
  const env = {
    ...keyPair('MASTER', 'key-of-master'),
    ...keyPair('USER_ANNA', 'old-key-of-anna'),
    // Bert's file is fine, his variables are not: the vault's key makes them irrelevant.
    KRAKEN_USER_BERT_API_KEY: 'half-a-pair',
  };
  const vault = new Map([
    ['anna', 'new…nna'],
    ['bert', 'new…ert'],
  ]);
  const config = loadConfig({ configDir, env, vault });
  expect([...config.credentials.keys()]).toEqual(['master']);
  expect([...config.credentialUses].map(([id, use]) => [id, use.credentialSource, use.maskedKey])).toEqual([
    ['master', 'environment', 'key…ter'],
    ['anna', 'vault', 'new…nna'],
    ['bert', 'vault', 'new…ert'],
  ]);
  expect(config.problems.map(({ accountId }) => accountId)).toEqual(['carl']);
  expect(JSON.stringify([...config.credentialUses])).not.toContain(secretText);
});

test('what a person typed has the form of its exchange, or is told without being shown', () => {
  const read = readTypedCredential('kraken', { apiKey: ' key-1 ', apiSecret: ` ${secretText}\n` });
  expect(read.ok && [read.credential.apiKey, read.credential.apiSecret]).toEqual(['key-1', secretText]);
  const wrong = readTypedCredential('kraken', { apiKey: 'key-1', apiSecret: 'no base64!' });
  expect(wrong).toEqual({ ok: false, field: 'apiSecret', expectation: expect.stringContaining('base64') as string });
  expect(readTypedCredential('kraken', { apiKey: 'two words', apiSecret: secretText })).toMatchObject({
    ...{ ok: false, field: 'apiKey' },
  });
});
