import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { serve, serving, type Asking } from './serve.ts';

serving();

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'lockstep-server-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  return dir;
};

describe('where it listens: passwords never cross a network in the clear', () => {
  test.each(['0.0.0.0', '::', '192.168.1.5', 'lockstep.example'])(
    '%s without TLS or proxy is refused',
    async (host) => {
      await expect(serve('owner', { host })).rejects.toThrow(
        `LOCKSTEP_API_HOST: ${host} can be reached by others: set LOCKSTEP_TLS_CERT and LOCKSTEP_TLS_KEY, or LOCKSTEP_TRUST_PROXY to the address of the proxy that speaks TLS`,
      );
    },
  );

  test('with a proxy it may: what came to the proxy in the clear, or past it, is refused', async () => {
    const { url, ask } = await serve('nobody', { host: '0.0.0.0', trustProxy: ['127.0.0.1'] });
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    const through = (proto: string) =>
      ask('GET', '/api/session', undefined, { headers: { 'x-forwarded-proto': proto } });
    const told = await through('https');
    expect(told.status).toBe(200);
    expect(told.headers.get('set-cookie')).toMatch(/^__Host-.*; Secure/);
    expect(told.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await through('http')).status).toBe(403);
    expect((await ask('POST', '/api/session', { email: 'a@b.c', password: 'x' })).json).toEqual({
      error: { message: 'only by HTTPS: the proxy must say so in x-forwarded-proto' },
    });
  });

  test('who is no proxy of ours is not believed that he came by HTTPS', async () => {
    const { ask } = await serve('nobody', { host: '0.0.0.0', trustProxy: ['10.9.8.7'] });
    const headers = { 'x-forwarded-proto': 'https' };
    expect((await ask('GET', '/api/session', undefined, { headers })).status).toBe(403);
  });

  test('a foreign name that was made to point at this machine reads nothing', async () => {
    const { url } = await serve('nobody');
    const { port } = new URL(url);
    const statusFor = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const sent = plainRequest(`${url}/api/session`, { headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        sent.once('error', reject).end();
      });
    expect(await statusFor(`rebound.example:${port}`)).toBe(403);
    expect(await statusFor(`localhost:${port}`)).toBe(200);
    expect(await statusFor(`[::1]:${port}`)).toBe(200);
  });

  test('a taken port is told in one line', async () => {
    const { url } = await serve('owner');
    await expect(serve('owner', { port: Number(new URL(url).port) })).rejects.toThrow(
      /^the API can't listen at 127\.0\.0\.1 port \d+: the port is taken; 0 picks a free one$/,
    );
  });

  test('TLS: HTTPS alone, and browsers are told to stay with it', async () => {
    const tls = certificateIn(folder());
    const { url } = await serve('owner', { host: '0.0.0.0', tls });
    const headers = await new Promise<NodeJS.Dict<string | string[]>>((resolve, reject) => {
      const sent = request(`${url}/api/accounts`, { rejectUnauthorized: false }, (answer) => {
        answer.resume();
        resolve(answer.headers);
      });
      sent.once('error', reject).end();
    });
    expect(url).toMatch(/^https:\/\/localhost:\d+$/);
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
    await expect(fetch(url.replace('https', 'http'))).rejects.toThrow();
  });

  test('PEM files that are none, or not there, are told in one line', async () => {
    const dir = folder();
    const file = join(dir, 'not.pem');
    writeFileSync(file, 'nothing');
    await expect(serve('owner', { tls: { certFile: file, keyFile: file } })).rejects.toThrow(
      'LOCKSTEP_TLS_CERT, LOCKSTEP_TLS_KEY: expected a PEM certificate and the key that belongs to it',
    );
    await expect(serve('owner', { tls: { certFile: join(dir, 'none'), keyFile: file } })).rejects.toThrow(
      `LOCKSTEP_TLS_CERT: ${join(dir, 'none')} can't be read: there is no such file`,
    );
  });
});

describe('every answer', () => {
  test.each(['/api/accounts', '/api/nothing', '/nothing', '/api/docs/'])(
    '%s carries headers that protect',
    async (path) => {
      const { headers } = await (await serve('owner')).ask('GET', path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  test('what the API tells is kept by nobody on the way', async () => {
    const { headers } = await (await serve('owner')).ask('GET', '/api/accounts');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('headers too large, a request that is none: no stack trace', async () => {
    const { url, ask } = await serve('owner');
    const large = await ask('GET', '/api/accounts', undefined, { headers: { 'x-large': 'x'.repeat(20_000) } });
    expect([large.status, large.text]).toEqual([431, expect.not.stringContaining('at ')]);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      socket.setEncoding('utf8').on('data', (part: string) => (text += part));
      socket.once('close', () => {
        resolve(text);
      });
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).not.toMatch(/node_modules|\.js:\d/);
  });
});

describe('limits on requests', () => {
  const limits = { reads: 3, changes: 1 };

  test('too many: 429, and when to come back', async () => {
    const { ask, lockstep } = await serve('owner', { limits });
    for (const expected of [200, 200, 200, 429]) expect((await ask('GET', '/api/trades')).status).toBe(expected);
    const change = await ask('PUT', '/api/copying', { on: true });
    expect(change.status).toBe(200);
    const refused = await ask('PUT', '/api/copying', { on: false });
    expect(refused.json).toEqual({ error: { message: 'too many requests: try again in a moment' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(lockstep.calls.filter(([name]) => name === 'setCopying')).toEqual([['setCopying', true]]);
  });

  test('nobody gets more by saying that he calls from elsewhere; a trusted proxy is believed', async () => {
    const from = (address: string): Asking => ({ headers: { 'x-forwarded-for': address } });
    const alone = await serve('owner', { limits });
    const proxied = await serve('owner', { limits, trustProxy: ['127.0.0.1'] });
    for (const last of [1, 2, 3]) {
      await alone.ask('GET', '/api/trades', undefined, from(`10.0.0.${last}`));
      await proxied.ask('GET', '/api/trades', undefined, from('10.0.0.1'));
    }
    expect((await alone.ask('GET', '/api/trades', undefined, from('10.0.0.4'))).status).toBe(429);
    expect((await proxied.ask('GET', '/api/trades', undefined, from('10.0.0.1'))).status).toBe(429);
    expect((await proxied.ask('GET', '/api/trades', undefined, from('10.0.0.4'))).status).toBe(200);
  });
});

describe('the dashboard', () => {
  const built = (): string => {
    const webDir = folder();
    mkdirSync(join(webDir, 'assets'));
    writeFileSync(join(webDir, 'index.html'), '<title>Lockstep</title>');
    writeFileSync(join(webDir, 'assets', 'main-1a2b.js'), 'void 0;');
    writeFileSync(join(webDir, '.secret'), 'hidden');
    writeFileSync(join(webDir, '..', 'outside.txt'), 'outside');
    onTestFinished(() => {
      rmSync(join(webDir, '..', 'outside.txt'), { force: true });
    });
    return webDir;
  };
  const page = { headers: { accept: 'text/html,*/*' } };

  test.each(['/', '/accounts/ann', '/trades?x=1'])('%s is its page, for a browser', async (path) => {
    const { ask } = await serve('nobody', { webDir: built() });
    const { status, text, headers } = await ask('GET', path, undefined, page);
    expect([status, text]).toEqual([200, '<title>Lockstep</title>']);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  test('files with a hash in their name are kept, others are asked for anew', async () => {
    const { ask } = await serve('nobody', { webDir: built() });
    const script = await ask('GET', '/assets/main-1a2b.js');
    expect([script.status, script.text]).toEqual([200, 'void 0;']);
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await ask('GET', '/index.html')).headers.get('cache-control')).toBe('no-cache');
    expect((await ask('GET', '/assets/gone.js')).status).toBe(404);
  });

  test.each(['/.secret', '/..%2foutside.txt', '/%2e%2e/outside.txt', '/assets/..%5c..%5coutside.txt'])(
    '%s: nothing beside the dashboard is served',
    async (path) => {
      const { ask } = await serve('nobody', { webDir: built() });
      const { status, text } = await ask('GET', path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toMatch(/hidden|outside\b.*\b$|^outside/);
    },
  );
});

describe('the API’s page', () => {
  test('the document names every route with its body', async () => {
    const { ask } = await serve('owner');
    const { json } = await ask('GET', '/api/openapi.json');
    const { paths } = json as { paths: Record<string, Record<string, { requestBody?: object }>> };
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/accounts', '/api/accounts/{id}/mode', '/api/trade', '/api/global-limits']),
    );
    expect(JSON.stringify(paths['/api/accounts/{id}/mode']?.['put']?.requestBody)).toContain('allowWithdrawPermission');
    expect(Object.keys(paths).filter((path) => path.startsWith('/api/docs'))).toEqual([]);
  });

  test('is a page that works under its own policy', async () => {
    const { ask } = await serve('owner');
    const { text } = await ask('GET', '/api/docs/');
    expect(text).toContain('swagger-ui');
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect((await ask('GET', '/docs')).headers.get('location')).toBe('/api/docs/');
  });
});

test('the log tells who changed what, and neither secrets nor what stands behind a question mark', async () => {
  const logFile = join(folder(), 'api.log');
  const { ask, lockstep } = await serve('owner', { logFile });
  const secret = 'hunter2hunter2';
  await ask('PUT', `/api/copying?token=${secret}`, { on: true }, { headers: { authorization: secret } });
  await ask('PUT', '/api/copying', { on: true, password: secret, apiSecret: secret });
  lockstep.failNext(Object.assign(new Error('broken'), { password: secret, request: { apiKey: secret } }));
  await ask('GET', `/api/accounts`, undefined, { headers: { 'x-forwarded-for': secret } });
  const log = await vi.waitFor(() => {
    const text = readFileSync(logFile, 'utf8');
    expect(text).toContain('broken');
    return text;
  });
  const changes = log.split('\n').filter((line) => line.includes('"msg":"change"'));
  expect(changes.map((line) => JSON.parse(line) as object)).toMatchObject([
    { req: { method: 'PUT', path: '/api/copying' }, personId: expect.any(String) as string, statusCode: 200 },
    { statusCode: 400 },
  ]);
  expect(log).not.toContain(secret);
  expect(log).not.toContain('lockstep_session');
});

/** Valid for this test only. */
function certificateIn(dir: string): { readonly certFile: string; readonly keyFile: string } {
  const [certFile, keyFile] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
  const subject = ['-subj', '/CN=localhost', '-days', '1', '-nodes'];
  const files = ['-keyout', keyFile, '-out', certFile];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', ...subject, ...files],
    {
      stdio: 'ignore',
    },
  );
  return { certFile, keyFile };
}

test('a dashboard that listens does not keep the server from ending', async () => {
  const { url, headers, close } = await serve('ann');
  const stream = await fetch(`${url}/api/live`, { headers });
  expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const reading = stream.text();
  const beganAtMs = Date.now();
  await Promise.allSettled([close(), reading]);
  expect(Date.now() - beganAtMs).toBeLessThan(2_000);
});
