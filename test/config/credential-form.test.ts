import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { secretFormOf } from '../../config/credential-form.ts';
import type { ExchangeName } from '../../domain/account-config.ts';

const pemOf = (type: 'sec1' | 'pkcs8'): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type, format: 'pem' }).toString().trim();

describe('coinbase', () => {
  const { read } = secretFormOf('coinbase');

  test.each(['sec1', 'pkcs8'] as const)('an EC key (%s) with line breaks or a literal \\n for each', (type) => {
    const pem = pemOf(type);
    expect(read(pem)).toBe(pem);
    expect(read(pem.replaceAll('\n', String.raw`\n`))).toBe(pem);
  });

  test('anything else is refused: it would only fail at the exchange', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    for (const text of [rsa.toString(), 'c2VjcmV0', pemOf('sec1').slice(0, 90), pemOf('sec1').replaceAll('\n', '')]) {
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
