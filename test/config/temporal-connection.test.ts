import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTemporalConnection } from '../../config/temporal-connection.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-connection-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const uncompressed = { grpcCompression: { codec: 'none' } };

test.each([{}, { TEMPORAL_ADDRESS: ' ' }, { TEMPORAL_NAMESPACE: 'x' }])('%j names no server', async (env) => {
  expect(await readTemporalConnection(env)).toBeNull();
});

test.each([
  ['127.0.0.1:7000', { address: '127.0.0.1:7000', ...uncompressed }],
  ['localhost', { address: 'localhost:7233', ...uncompressed }],
  ['[::1]:7000', { address: '[::1]:7000', ...uncompressed }],
  ['temporal.example:7233', { address: 'temporal.example:7233' }],
  ['127.example:7233', { address: '127.example:7233' }],
])('TEMPORAL_ADDRESS=%s', async (address, options) => {
  expect(await readTemporalConnection({ TEMPORAL_ADDRESS: address })).toEqual({ namespace: 'default', options });
});

test('an API key turns encryption on', async () => {
  const env = { TEMPORAL_ADDRESS: 'x.tmprl.cloud:7233', TEMPORAL_NAMESPACE: 'x.y', TEMPORAL_API_KEY: 'key' };
  expect(await readTemporalConnection(env)).toEqual({
    namespace: 'x.y',
    options: { address: 'x.tmprl.cloud:7233', apiKey: 'key', tls: true },
  });
});

test('client certificates are read from their files', async () => {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(cert, 'CERT');
  writeFileSync(key, 'KEY');
  const env = {
    TEMPORAL_ADDRESS: 'x:7233',
    TEMPORAL_TLS_CLIENT_CERT_PATH: cert,
    TEMPORAL_TLS_CLIENT_KEY_PATH: key,
    TEMPORAL_TLS_SERVER_NAME: 'y',
  };
  const { options } = (await readTemporalConnection(env))!;
  expect(options.tls).toMatchObject({ serverNameOverride: 'y' });
  const pair = (options.tls as { clientCertPair: Record<'crt' | 'key', Uint8Array> }).clientCertPair;
  expect([pair.crt, pair.key].map((bytes) => Buffer.from(bytes).toString())).toEqual(['CERT', 'KEY']);
});

test.each([
  [{ TEMPORAL_ADDRESS: 'http://x:7233' }, /^TEMPORAL_ADDRESS: expected <host>:<port>/],
  [{ TEMPORAL_ADDRESS: 'x:notaport' }, /^TEMPORAL_ADDRESS: expected <host>:<port>/],
  [{ TEMPORAL_CONFIG_FILE: '/nowhere/temporal.toml' }, /^TEMPORAL_ADDRESS: expected <host>:<port>/],
  [{ TEMPORAL_ADDRESS: 'x', TEMPORAL_PROFILE: 'prod', HOME: '/nowhere' }, /^TEMPORAL_\*: Profile 'prod' not found/],
  [{ TEMPORAL_ADDRESS: 'x', TEMPORAL_TLS_CLIENT_CERT_DATA: 'c' }, /^TEMPORAL_TLS_CLIENT_KEY_PATH: expected/],
  [{ TEMPORAL_ADDRESS: 'x', TEMPORAL_TLS_CLIENT_KEY_PATH: '/k' }, /^TEMPORAL_TLS_CLIENT_CERT_PATH: expected/],
  [{ TEMPORAL_ADDRESS: 'x', TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nowhere/ca.pem' }, /^TEMPORAL_\*: .*\/nowhere\/ca.pem/],
])('%j is refused in one line', async (env, message) => {
  await expect(readTemporalConnection(env)).rejects.toThrow(message);
});

test('a profile of another project is met only when asked for', async () => {
  const file = join(folder, 'temporal.toml');
  writeFileSync(file, '[profile.default]\naddress = "cloud:7233"\napi_key = "secret"\n');
  const asked = await readTemporalConnection({ TEMPORAL_CONFIG_FILE: file });
  expect(asked?.options).toEqual({ address: 'cloud:7233', apiKey: 'secret', tls: true });
  const home = { HOME: folder, TEMPORAL_ADDRESS: '127.0.0.1:7233' };
  expect((await readTemporalConnection(home))?.options.apiKey).toBeUndefined();
});

test('a key in an error: a broken file is refused without its text', async () => {
  const file = join(folder, 'temporal.toml');
  writeFileSync(file, '[profile.default]\napi_key = secret-key\n');
  const error: unknown = await readTemporalConnection({ TEMPORAL_CONFIG_FILE: file }).catch(
    (thrown: unknown) => thrown,
  );
  expect((error as Error).message).toMatch(/^TEMPORAL_/);
  expect((error as Error).message).not.toContain('secret-key');
});
