import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { variable, type Environment } from './environment.ts';
import { SettingsError } from './settings-error.ts';

/** Where the API and dashboard listen, and what guards the way to them. */
export interface ApiSettings {
  readonly host: string;
  /** Null: 8080, or a free one when that is taken. */
  readonly port: number | null;
  /** PEM files; null: without TLS. */
  readonly tls: TlsFiles | null;
  /** Addresses or ranges of the proxies whose word on the client's address is taken; null: nobody's. */
  readonly trustProxy: readonly string[] | null;
  /** Such as `https://lockstep.example.org`, where people find it behind a proxy; null: wherever they ask for it. */
  readonly publicOrigin: string | null;
}

export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** @throws SettingsError one line that names the variable */
export function readApiSettings(env: Environment, projectDir: string): ApiSettings {
  const settings = {
    host: variable(env, 'LOCKSTEP_API_HOST') ?? '127.0.0.1',
    port: portFrom(variable(env, 'LOCKSTEP_API_PORT')),
    tls: tlsFrom(variable(env, 'LOCKSTEP_TLS_CERT'), variable(env, 'LOCKSTEP_TLS_KEY'), projectDir),
    trustProxy: proxiesFrom(variable(env, 'LOCKSTEP_TRUST_PROXY')),
    publicOrigin: originFrom(variable(env, 'LOCKSTEP_PUBLIC_URL')),
  };
  if (!/^[A-Za-z0-9:]([A-Za-z0-9.:-]{0,252}[A-Za-z0-9:])?$/.test(settings.host)) {
    throw new SettingsError('LOCKSTEP_API_HOST: expected an address or a host name, such as 127.0.0.1 or 0.0.0.0');
  }
  refuseOpenBinding(settings);
  return settings;
}

/**
 * Passwords and session cookies would cross the network in the clear.
 * @throws SettingsError when others can reach the host and neither TLS nor a proxy guards the way
 */
export function refuseOpenBinding({ host, tls, trustProxy }: Pick<ApiSettings, 'host' | 'tls' | 'trustProxy'>): void {
  if (isLoopback(host) || tls !== null || trustProxy !== null) return;
  throw new SettingsError(
    `LOCKSTEP_API_HOST: ${host} can be reached by others: set LOCKSTEP_TLS_CERT and LOCKSTEP_TLS_KEY, or LOCKSTEP_TRUST_PROXY to the address of the proxy that speaks TLS`,
  );
}

/** Only this machine reaches it. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

function portFrom(text: string | null): number | null {
  if (text === null) return null;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new SettingsError('LOCKSTEP_API_PORT: expected a whole number from 0 to 65535; 0 takes a free port');
}

function tlsFrom(cert: string | null, key: string | null, projectDir: string): TlsFiles | null {
  if (cert === null && key === null) return null;
  if (cert === null) throw new SettingsError('LOCKSTEP_TLS_CERT: expected a PEM file, as LOCKSTEP_TLS_KEY is set');
  if (key === null) throw new SettingsError('LOCKSTEP_TLS_KEY: expected a PEM file, as LOCKSTEP_TLS_CERT is set');
  return { certFile: resolve(projectDir, cert), keyFile: resolve(projectDir, key) };
}

/** Trusting everybody is not on offer: then anyone could say that he calls from another address. */
function proxiesFrom(text: string | null): readonly string[] | null {
  if (text === null) return null;
  const proxies = text.split(',').map((part) => part.trim());
  if (proxies.every(isAddressOrRange)) return proxies;
  throw new SettingsError(
    'LOCKSTEP_TRUST_PROXY: expected addresses or ranges with commas between, such as 127.0.0.1 or 10.0.0.0/8',
  );
}

function originFrom(text: string | null): string | null {
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new SettingsError(
    'LOCKSTEP_PUBLIC_URL: expected an address without a path, such as https://lockstep.example.org',
  );
}

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
