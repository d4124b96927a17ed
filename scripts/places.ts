import { fileURLToPath } from 'node:url';
import { readEnvironment, variable, type Environment } from '../config/environment.ts';
import { readSettings } from '../config/settings.ts';
import { homeAt } from '../workers/home.ts';
import { readRunningUp, type RunningUp } from '../workers/running-up.ts';

export const projectDir = fileURLToPath(new URL('..', import.meta.url));

/** Where this command finds what it works with. */
export interface Places {
  readonly env: Environment;
  /** The `up` that runs on LOCKSTEP_HOME. */
  readonly up: RunningUp | null;
  readonly configDir: string;
  /** May hold a password. */
  readonly journalUrl: string;
}

/**
 * What the environment names wins; for the rest the running `up` is followed.
 * @throws SettingsError one line that names the variable
 */
export function findPlaces(): Places {
  const { env } = readEnvironment({ projectDir, env: process.env });
  const settings = readSettings(env, projectDir);
  const up = readRunningUp(homeAt(settings.home));
  const isSet = (name: string): boolean => variable(env, name) !== null;
  return {
    env,
    up,
    configDir: up === null || isSet('LOCKSTEP_CONFIG_DIR') ? settings.configDir : up.configDir,
    journalUrl: up === null || isSet('LOCKSTEP_DATABASE_URL') ? settings.databaseUrl : up.journalUrl,
  };
}
