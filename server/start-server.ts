import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { isLoopback, refuseOpenBinding, type TlsFiles } from '../config/api-settings.ts';
import { SettingsError } from '../config/settings-error.ts';
import { createApp } from './app.ts';
import type { RequestLimits } from './request-limits.ts';
import type { ServerDeps } from './server-deps.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly tls: TlsFiles | null;
  /** Addresses or ranges of proxies; null: none is in front. */
  readonly trustProxy: readonly string[] | null;
  /** The built dashboard; null: the API alone. */
  readonly webDir: string | null;
  /** Null: no log. */
  readonly logFile: string | null;
  readonly limits?: RequestLimits;
}

export interface RunningServer {
  /** Without a trailing slash. */
  readonly url: string;
  /** Ends open streams, too. */
  close(): Promise<void>;
}

/**
 * Serves the API and the dashboard.
 * @throws SettingsError in one line: others could listen in, a PEM file can't be read, the port is taken
 */
export async function startServer(deps: ServerDeps, options: ServerOptions): Promise<RunningServer> {
  const { host, port, tls, ...others } = options;
  refuseOpenBinding({ host, tls, trustProxy: options.trustProxy });
  const pem = tls === null ? null : await readPem(tls);
  const isPlain = pem === null;
  const isOurOwnHost = isLoopback(host);
  const app = await createApp(deps, {
    ...others,
    tls: pem,
    httpsOnly: isPlain && !isOurOwnHost,
    loopbackOnly: isPlain && isOurOwnHost && options.trustProxy === null,
  }).catch((error: unknown) => {
    throw asSettingsError(error, !isPlain);
  });
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw new SettingsError(`the API can't listen at ${host} port ${port}: ${reasonOf(error)}`);
  }
  const { port: listening } = app.server.address() as AddressInfo;
  return {
    url: `${tls === null ? 'http' : 'https'}://${reachableHost(host)}:${listening}`,
    close: () => app.close(),
  };
}

async function readPem({ certFile, keyFile }: TlsFiles): Promise<{ readonly cert: Buffer; readonly key: Buffer }> {
  const read = (name: string, file: string): Promise<Buffer> =>
    readFile(file).catch((error: unknown) => {
      throw new SettingsError(`${name}: ${file} can't be read: ${reasonOf(error)}`);
    });
  return { cert: await read('LOCKSTEP_TLS_CERT', certFile), key: await read('LOCKSTEP_TLS_KEY', keyFile) };
}

/** OpenSSL's own words name neither file. */
function asSettingsError(error: unknown, hasTls: boolean): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return hasTls && code.startsWith('ERR_OSSL')
    ? new SettingsError(
        'LOCKSTEP_TLS_CERT, LOCKSTEP_TLS_KEY: expected a PEM certificate and the key that belongs to it',
      )
    : error;
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken; 0 picks a free one',
  EACCES: 'not allowed',
  ENOENT: 'there is no such file',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this machine has no such address',
};

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message;
}

/** What a browser on this machine opens. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
