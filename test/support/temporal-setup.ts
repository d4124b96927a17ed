import { Connection } from '@temporalio/client';
import type { TestProject } from 'vitest/node';
import { readTemporalConnection } from '../../config/temporal-connection.ts';
import { ensureSearchAttributes } from '../../workers/search-attributes.ts';
import { startOwnTemporal } from './own-temporal.ts';

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
  const server = await startOwnTemporal();
  provide('temporalAddress', server.address);
  provide('temporalNamespace', server.namespace);
  provide('temporalDbFile', server.dbFile);
  return () => server.stop();
}
