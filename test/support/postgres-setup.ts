import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the server's first database; null: no PostgreSQL here, tests of it are skipped. */
    postgresUrl: string | null;
  }
}

/** One server a run, shared by all tests: each makes a database of its own in it. */
export default async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const server = await startPostgres();
  provide('postgresUrl', server?.url ?? null);
  if (server !== null) return () => server.remove();
  if (process.env['CI'] === 'true') throw new Error('PostgreSQL is missing: install Debian’s package postgresql');
  console.error('SKIPPED: tests on PostgreSQL (no PostgreSQL on this machine and none could be installed)');
  return undefined;
}
