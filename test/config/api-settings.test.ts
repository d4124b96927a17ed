import { describe, expect, test } from 'vitest';
import { readApiSettings } from '../../config/api-settings.ts';

const read = (env: Record<string, string>) => readApiSettings(env, '/project');

test('by itself it is reached from this machine alone', () => {
  expect(read({})).toEqual({ host: '127.0.0.1', port: null, tls: null, trustProxy: null, publicOrigin: null });
});

test('everything set', () => {
  expect(
    read({
      LOCKSTEP_API_HOST: '0.0.0.0',
      LOCKSTEP_API_PORT: '443',
      LOCKSTEP_TLS_CERT: 'tls/cert.pem',
      LOCKSTEP_TLS_KEY: '/keys/key.pem',
      LOCKSTEP_TRUST_PROXY: '10.0.0.0/8, ::1',
      LOCKSTEP_PUBLIC_URL: 'https://Lockstep.example.org/',
    }),
  ).toEqual({
    host: '0.0.0.0',
    port: 443,
    tls: { certFile: '/project/tls/cert.pem', keyFile: '/keys/key.pem' },
    trustProxy: ['10.0.0.0/8', '::1'],
    publicOrigin: 'https://lockstep.example.org',
  });
});

describe('passwords never cross a network in the clear', () => {
  test.each(['127.0.0.1', '127.8.9.10', 'localhost', '::1'])('%s: this machine alone', (host) => {
    expect(read({ LOCKSTEP_API_HOST: host }).host).toBe(host);
  });

  test.each(['0.0.0.0', '::', '10.0.0.5', '127.example.org', 'lockstep.example.org'])(
    '%s: refused as it is',
    (host) => {
      expect(() => read({ LOCKSTEP_API_HOST: host })).toThrow(/^LOCKSTEP_API_HOST: \S+ can be reached by others: set /);
      expect(read({ LOCKSTEP_API_HOST: host, LOCKSTEP_TRUST_PROXY: '127.0.0.1' }).host).toBe(host);
    },
  );
});

describe('a mistake names its variable', () => {
  test.each([
    ['LOCKSTEP_API_HOST', 'http://127.0.0.1'],
    ['LOCKSTEP_API_HOST', 'two words'],
    ['LOCKSTEP_API_PORT', '65536'],
    ['LOCKSTEP_API_PORT', '-1'],
    ['LOCKSTEP_API_PORT', 'http'],
    ['LOCKSTEP_TRUST_PROXY', 'true'],
    ['LOCKSTEP_TRUST_PROXY', '*'],
    ['LOCKSTEP_TRUST_PROXY', '0.0.0.0/0'],
    ['LOCKSTEP_TRUST_PROXY', '10.0.0.0/33'],
    ['LOCKSTEP_TRUST_PROXY', '127.0.0.1,'],
    ['LOCKSTEP_PUBLIC_URL', 'lockstep.example.org'],
    ['LOCKSTEP_PUBLIC_URL', 'https://lockstep.example.org/app'],
    ['LOCKSTEP_PUBLIC_URL', 'ftp://lockstep.example.org'],
  ])('%s=%s', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(`^${name}: expected [^\\n]+$`));
  });

  test('a certificate without its key, and a key without its certificate', () => {
    expect(() => read({ LOCKSTEP_TLS_CERT: 'c.pem' })).toThrow(/^LOCKSTEP_TLS_KEY: expected /);
    expect(() => read({ LOCKSTEP_TLS_KEY: 'k.pem' })).toThrow(/^LOCKSTEP_TLS_CERT: expected /);
  });
});
