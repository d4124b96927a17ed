import { Connection } from '@temporalio/client';
import { embeddedConnection, readTemporalConnection, type TemporalConnection } from '../config/temporal-connection.ts';
import { mainTaskQueue } from '../workers/task-queues.ts';
import { asRefusal } from './failure-in-words.ts';
import { pageInUi, workflowAccess, type LockstepAccess } from './lockstep-access.ts';
import { warn } from './output.ts';
import { findPlaces, type Places } from './places.ts';
import { Refusal, unavailable } from './refusal.ts';
import { configuredAccounts } from './roster.ts';

const connectWithinMs = 5_000;

/** A command's way to the running workflows. */
export interface Session extends LockstepAccess {
  readonly places: Places;
}

/**
 * Runs `work` with a connection to the Temporal server that TEMPORAL_ADDRESS names, else to that of the running `up`.
 * @throws Refusal when there is no such server
 */
export async function withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const places = findPlaces();
  const own = await readTemporalConnection(places.env);
  const { options, namespace } = own ?? connectionOfUp(places);
  const connection = await Connection.connect({ ...options, connectTimeout: connectWithinMs }).catch(() => {
    throw unavailable(`no Temporal server answers at ${options.address}`);
  });
  const uiUrl = own === null ? (places.up?.temporal?.uiUrl ?? null) : null;
  try {
    return await work({
      places,
      ...workflowAccess(connection, namespace),
      taskQueue: mainTaskQueue,
      readConfig: () => configuredAccounts(places),
      linkTo: pageInUi(uiUrl, namespace),
      tell: warn,
    });
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await connection.close();
  }
}

function connectionOfUp({ up }: Places): TemporalConnection {
  if (up === null) {
    throw new Refusal('Lockstep is not running: start it with "npm run lockstep -- up", or set TEMPORAL_ADDRESS');
  }
  if (up.temporal === null) {
    throw new Refusal('the running "up" uses a Temporal server of your own: set TEMPORAL_ADDRESS here as there');
  }
  return embeddedConnection(up.temporal.address, up.temporal.namespace);
}
