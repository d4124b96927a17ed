import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../config/settings.ts';
import { findTemporalBinary } from '../../workers/temporal-binary.ts';
import { startTemporalServer } from '../../workers/temporal-server.ts';

export interface OwnTemporal {
  readonly address: string;
  readonly namespace: string;
  readonly dbFile: string | null;
  stop(): Promise<void>;
}

/** A Temporal server on a file in a directory that is removed at the end. */
export async function startOwnTemporal(): Promise<OwnTemporal> {
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
  return {
    address: server.address,
    namespace: server.namespace,
    dbFile: server.dbFile,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
