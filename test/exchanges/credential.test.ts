import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { openAccount } from '../../exchanges/account.ts';
import { credentialOf } from '../../exchanges/credential.ts';
import { openMarketData } from '../../exchanges/market-data.ts';
import { credentialProblem } from '../../exchanges/venue-table.ts';
import { apiKey, secret } from './raw-kraken.ts';

test('a credential shows nothing, however it is printed', () => {
  const credential = credentialOf(apiKey, secret);
  const account = openAccount(openMarketData('kraken'), credential);
  for (const thing of [credential, { credential }, account]) {
    const shown = [
      inspect(thing, { depth: 9, getters: true, showHidden: true }),
      JSON.stringify(thing),
      Object.entries(thing).toString(),
    ];
    for (const text of shown) {
      expect(text).not.toContain(apiKey);
      expect(text).not.toContain(secret);
    }
  }
  expect((credential as { toString(): string }).toString()).toBe('[credential]');
  expect({ ...credential }).toEqual({});
});

test.each(['not base64!', 'abc', '', 'ab=c', `${secret}\n`])(
  'the secret "%s" is refused without being shown',
  (text) => {
    const problem = credentialProblem('kraken', { apiKey, apiSecret: text });
    expect(problem).toContain('not base64');
    if (text !== '') expect(problem).not.toContain(text);
    expect(() => openAccount(openMarketData('kraken'), credentialOf(apiKey, text))).toThrow(problem ?? '');
  },
);

test('a key with a blank in it is refused, a proper pair is not', () => {
  expect(credentialProblem('kraken', { apiKey: 'a key', apiSecret: secret })).not.toBeNull();
  expect(credentialProblem('kraken', { apiKey, apiSecret: secret })).toBeNull();
});
