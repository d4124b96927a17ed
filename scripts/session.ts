import { Client, Connection, WorkflowClient } from '@temporalio/client';
import { embeddedConnection, readTemporalConnection, type TemporalConnection } from '../config/temporal-connection.ts';
import { failureInWords } from './failure-in-words.ts';
import { findPlaces, type Places } from './places.ts';
import { Refusal } from './refusal.ts';

const connectWithinMs = 5_000;

/** The way to running workflows. */
export interface WorkflowAccess {
  readonly client: Client;
  /** Refuses to query a workflow that has ended. */
  readonly openWorkflows: WorkflowClient;
  /** Gives every call to the server inside `work` up after `boundMs`. */
  within<T>(boundMs: number, work: () => Promise<T>): Promise<T>;
}

/** A command's way to the running workflows. */
export interface Session extends WorkflowAccess {
  readonly places: Places;
  /** A workflow's page in the Temporal UI; null when there is none that we know of. */
  linkTo(workflowId: string): string | null;
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
    throw new Refusal(`no Temporal server answers at ${options.address}`);
  });
  const uiUrl = own === null ? (places.up?.temporal?.uiUrl ?? null) : null;
  try {
    return await work({
      places,
      ...workflowAccess(connection, namespace),
      linkTo: (workflowId) =>
        uiUrl === null ? null : `${uiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}`,
    });
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(failureInWords(error));
  } finally {
    await connection.close();
  }
}

export const workflowAccess = (connection: Connection, namespace: string): WorkflowAccess => ({
  client: new Client({ connection, namespace }),
  openWorkflows: new WorkflowClient({ connection, namespace, queryRejectCondition: 'NOT_OPEN' }),
  within: (boundMs, calls) => connection.withDeadline(Date.now() + boundMs, calls),
});

function connectionOfUp({ up }: Places): TemporalConnection {
  if (up === null) {
    throw new Refusal('Lockstep is not running: start it with "npm run lockstep -- up", or set TEMPORAL_ADDRESS');
  }
  if (up.temporal === null) {
    throw new Refusal('the running "up" uses a Temporal server of your own: set TEMPORAL_ADDRESS here as there');
  }
  return embeddedConnection(up.temporal.address, up.temporal.namespace);
}
