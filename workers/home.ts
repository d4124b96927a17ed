import { chmodSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The directory for what the embedded parts keep, readable by its owner only. */
export interface Home {
  readonly dir: string;
  readonly lockFile: string;
  /** Says what runs, for the other commands. */
  readonly upFile: string;
  readonly temporalDbFile: string;
  readonly temporalLogFile: string;
  readonly journalDbFile: string;
  /** What the simulated exchange remembers. */
  readonly simulatorBookFile: string;
  /** Opens the credential vault, unless LOCKSTEP_ENCRYPTION_KEY does. */
  readonly vaultKeyFile: string;
}

/** Names the files of a home without touching the disk beyond looking. */
export function homeAt(dir: string): Home {
  const real = realPathOf(dir);
  return {
    dir: real,
    lockFile: join(real, 'up.lock'),
    upFile: join(real, 'up.json'),
    temporalDbFile: join(real, 'temporal.db'),
    temporalLogFile: join(real, 'temporal.log'),
    journalDbFile: join(real, 'journal.db'),
    simulatorBookFile: join(real, 'simulator.jsonl'),
    vaultKeyFile: join(real, 'vault.key'),
  };
}

/**
 * Makes the home when it isn't there, and closes it to other users.
 * @throws Error when the directory can't be made or belongs to something else
 */
export function openHome(dir: string): Home {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const home = homeAt(dir);
    if (!isOurs(home)) {
      throw new Error('it holds files that are not Lockstep’s; name a directory of its own');
    }
    chmodSync(home.dir, 0o700);
    return home;
  } catch (error) {
    throw new Error(`LOCKSTEP_HOME ${dir} can't be used: ${(error as Error).message}`, { cause: error });
  }
}

/** A directory with other things in it, such as somebody's home directory, must not have its access changed. */
function isOurs({ dir, ...files }: Home): boolean {
  const names = readdirSync(dir);
  return names.length === 0 || Object.values(files).some((file) => names.includes(file.slice(dir.length + 1)));
}

function realPathOf(dir: string): string {
  try {
    return realpathSync(dir);
  } catch {
    return resolve(dir);
  }
}
