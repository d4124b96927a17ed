import Database from 'libsql';
import type { Home } from './home.ts';
import { readRunningUp } from './running-up.ts';

export interface HomeLock {
  release(): void;
}

/**
 * Takes a home for this process alone. The lock is the kernel's, through SQLite: it ends with the process, however
 * that ends, and holds between containers that share a home.
 * @throws Error one line that names the other process
 */
export function lockHome(home: Home): HomeLock {
  const database = new Database(home.lockFile, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { readonly code?: string }).code !== 'SQLITE_BUSY') throw error;
    const up = readRunningUp(home);
    const who = up === null ? 'another process' : `"up" (pid ${up.process.pid})`;
    throw new Error(`${who} is already running on ${home.dir}; stop it first, or set LOCKSTEP_HOME`, { cause: error });
  }
  return {
    release: () => {
      database.close();
    },
  };
}
