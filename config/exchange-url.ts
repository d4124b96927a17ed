import { isIPv4 } from 'node:net';
import type { ExchangeName } from '../domain/account-config.ts';
import { variable, type Environment } from './environment.ts';
import { SettingsError } from './settings-error.ts';

const allowRemote = 'LOCKSTEP_ALLOW_REMOTE_API_URL';

/**
 * `<EXCHANGE>_API_URL` without a trailing slash; null when unset.
 * @throws SettingsError when it is no base URL, or leaves this machine without permission
 */
export function exchangeUrl(env: Environment, exchange: ExchangeName): string | null {
  const name = `${exchange.toUpperCase()}_API_URL`;
  const text = variable(env, name);
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new SettingsError(`${name}: expected an http:// or https:// URL, such as http://127.0.0.1:8080`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new SettingsError(`${name}: expected a URL without user, password, query and fragment`);
  }
  if (!isLoopback(url.hostname) && !remoteIsAllowed(env)) {
    throw new SettingsError(
      `${name}: expected an address of this machine (localhost, 127.0.0.1, [::1]), found ${url.hostname}; ` +
        `${allowRemote}=true allows others`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

function remoteIsAllowed(env: Environment): boolean {
  const text = variable(env, allowRemote) ?? 'false';
  if (text !== 'true' && text !== 'false') throw new SettingsError(`${allowRemote}: expected true or false`);
  return text === 'true';
}

/** The URL parser has already spelled every form of an address in one way. */
const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));
