import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import type { ExchangeName } from '../domain/account-config.ts';
import { readApiSettings, type ApiSettings } from './api-settings.ts';
import { variable, type Environment } from './environment.ts';
import { exchangeUrl } from './exchange-url.ts';
import { namedExchanges } from './exchange-names.ts';
import { SettingsError } from './settings-error.ts';

export interface Settings {
  /** What the embedded parts keep. Absolute, as every path here. */
  readonly home: string;
  /** Downloaded and built binaries. */
  readonly cacheDir: string;
  readonly configDir: string;
  /** `file:/path/journal.db` or `postgres://…`; may hold a password. */
  readonly databaseUrl: string;
  /** Base URLs without a trailing slash, of the exchanges that are not at their own address. */
  readonly exchangeUrls: Readonly<Partial<Record<ExchangeName, string>>>;
  /** With fewer clean observations an account that goes live is warned of; 0: never. */
  readonly cleanObservations: number;
  readonly api: ApiSettings;
  /** What signals of other programs are signed with; null: they are not taken. */
  readonly webhookSecret: string | null;
}

/**
 * @param projectDir what relative paths start from
 * @throws SettingsError one line that names the variable
 */
export function readSettings(env: Environment, projectDir: string = process.cwd()): Settings {
  const pathIn = (name: string, fallback: string): string => resolve(projectDir, variable(env, name) ?? fallback);
  const home = pathIn('LOCKSTEP_HOME', '.lockstep');
  const urls = namedExchanges.map((exchange) => [exchange, exchangeUrl(env, exchange)] as const);
  return {
    home,
    cacheDir: pathIn('LOCKSTEP_CACHE', envPaths('lockstep', { suffix: '' }).cache),
    configDir: pathIn('LOCKSTEP_CONFIG_DIR', 'config'),
    databaseUrl: databaseUrl(variable(env, 'LOCKSTEP_DATABASE_URL') ?? `file:${join(home, 'journal.db')}`, projectDir),
    exchangeUrls: Object.fromEntries(urls.filter(([, url]) => url !== null)),
    cleanObservations: cleanObservations(variable(env, 'LOCKSTEP_CLEAN_OBSERVATIONS') ?? '5'),
    api: readApiSettings(env, projectDir),
    webhookSecret: webhookSecret(variable(env, 'LOCKSTEP_WEBHOOK_SECRET')),
  };
}

function cleanObservations(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new SettingsError('LOCKSTEP_CLEAN_OBSERVATIONS: expected a whole number from 0 to 999999; 0 warns of nothing');
}

/** Whoever guesses it trades. */
function webhookSecret(text: string | null): string | null {
  if (text === null || text.length >= 32) return text;
  throw new SettingsError(
    'LOCKSTEP_WEBHOOK_SECRET: expected at least 32 characters, such as of "openssl rand -hex 32"',
  );
}

function databaseUrl(url: string, projectDir: string): string {
  if (/^postgres(ql)?:\/\/./.test(url)) return url;
  const path = /^file:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1];
  if (path !== undefined) return `file:${resolve(projectDir, path)}`;
  throw new SettingsError(
    'LOCKSTEP_DATABASE_URL: expected file:<path> or postgres://<user>:<password>@<host>/<database>',
  );
}
