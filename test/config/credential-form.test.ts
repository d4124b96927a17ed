import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { secretFormOf } from '../../config/credential-form.ts';
import { supportedExchanges } from '../../config/exchange-names.ts';
import type { ExchangeName } from '../../domain/account-config.ts';
import { credentialProblem } from '../../exchanges/venue-table.ts';

const pemOf = (type: 'sec1' | 'pkcs8', namedCurve = 'P-256'): string =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type, format: 'pem' }).toString();
const inOneLine = (pem: string): string => pem.trim().replaceAll('\n', String.raw`\n`);

describe('coinbase', () => {
  const { read } = secretFormOf('coinbase');

  test('an EC key with line breaks or a literal \\n for each', () => {
    const pem = pemOf('sec1');
    expect(read(pem)).toBe(pem);
    expect(read(inOneLine(pem))).toBe(pem);
  });

  test('one in PKCS 8 is given in the spelling that can be signed with', () => {
    const read8 = read(inOneLine(pemOf('pkcs8')));
    expect(read8).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n/);
  });

  test('anything else is refused: it would only fail at the exchange', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const [pem, otherCurve] = [pemOf('sec1'), pemOf('sec1', 'P-384')];
    for (const text of [rsa.toString(), 'c2VjcmV0', pem.slice(0, 90), pem.replaceAll('\n', ''), otherCurve]) {
      expect(read(text)).toBeNull();
    }
  });
});

test('base64 is expected of kraken alone', () => {
  expect(secretFormOf('kraken').read('not/base64')).toBeNull();
  expect(secretFormOf('kraken').read('c2VjcmV0')).toBe('c2VjcmV0');
  for (const exchange of ['binance', 'alpaca'] as const) {
    expect(secretFormOf(exchange).read('aZ09-_not/base64!')).toBe('aZ09-_not/base64!');
  }
});

test.each<ExchangeName>(['kraken', 'binance', 'coinbase', 'alpaca'])(
  '%s: a secret with a blank inside is damaged',
  (exchange) => {
    const form = secretFormOf(exchange);
    expect(form.read('abcd efgh')).toBeNull();
    expect(form.expectation).not.toBe('');
  },
);

test('what is accepted here is accepted by the exchange adapter: no account fails later than at the start', () => {
  const texts = ['c2VjcmV0', 'aZ09-_not/base64!', pemOf('sec1'), inOneLine(pemOf('pkcs8')), pemOf('sec1', 'P-384')];
  for (const exchange of supportedExchanges) {
    const secrets = texts.flatMap((text) => secretFormOf(exchange).read(text) ?? []);
    expect(secrets.length).toBeGreaterThan(0);
    for (const apiSecret of secrets)
      expect(credentialProblem(exchange, { apiKey: 'organizations/1', apiSecret })).toBeNull();
  }
});
