import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { TestProject } from 'vitest/node';
import { readSettings } from '../../config/settings.ts';
import { readTemporalConnection } from '../../config/temporal-connection.ts';
import { ensureSearchAttributes } from '../../workers/search-attributes.ts';
import { findTemporalBinary } from '../../workers/temporal-binary.ts';
import { startTemporalServer } from '../../workers/temporal-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** `host:port` of the run's server. */
    temporalAddress: string;
    temporalNamespace: string;
    /** Null when TEMPORAL_ADDRESS names a server of the user's own. */
    temporalDbFile: string | null;
  }
}

/** One Temporal server for the whole run: the user's own, or one on a file in a directory that is removed at the end. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const own = await readTemporalConnection(process.env);
  if (own !== null) {
    const connection = await Connection.connect(own.options);
    await ensureSearchAttributes(connection, own.namespace).finally(() => connection.close());
    provide('temporalAddress', own.options.address);
    provide('temporalNamespace', own.namespace);
    provide('temporalDbFile', null);
    return () => Promise.resolve();
  }
  const { cacheDir } = readSettings(process.env);
  const { path } = await findTemporalBinary({ cacheDir, env: process.env });
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-temporal-'));
  const server = await startTemporalServer({
    binary: path,
    dbFile: join(folder, 'temporal.db'),
    port: 0,
    uiPort: null,
    synchronous: 'OFF',
    // Histories go on in a new run early, so that every test meets it, not one in a hundred.
    dynamicConfig: ['limit.historyCount.suggestContinueAsNew=300'],
    logFile: join(folder, 'temporal.log'),
    env: process.env,
  });
  provide('temporalAddress', server.address);
  provide('temporalNamespace', server.namespace);
  provide('temporalDbFile', server.dbFile);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
