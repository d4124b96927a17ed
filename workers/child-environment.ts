import type { Environment } from '../config/environment.ts';

const general = ['PATH', 'HOME', 'USER', 'LANG', 'TZ', 'TMPDIR', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'];
const goTool = 'CACHE|ENV|FLAGS|INSECURE|MODCACHE|NOPROXY|NOSUMDB|PATH|PRIVATE|PROXY|ROOT|SUMDB|TMPDIR|TOOLCHAIN';
const passedOn = new RegExp(`^(${general.join('|')}|GO(${goTool})|(LOCKSTEP_TEST|XDG|SSL_CERT)_\\w+)$`, 'i');

/** What programs that we start may see of our environment: no exchange key, no password. */
export function childEnvironment(env: Environment): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => passedOn.test(name)));
}
