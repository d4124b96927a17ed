import { Client, WorkflowClient, type Connection } from '@temporalio/client';
import type { LoadedConfig } from '../config/load-config.ts';

/** The way to running workflows. */
export interface WorkflowAccess {
  readonly client: Client;
  /** Refuses to query a workflow that has ended. */
  readonly openWorkflows: WorkflowClient;
  /** Gives every call to the server inside `work` up after `boundMs`. */
  within<T>(boundMs: number, work: () => Promise<T>): Promise<T>;
}

/** What commands and the API need of an installation, whoever asks. */
export interface LockstepAccess extends WorkflowAccess {
  /** Of the workers for every account without a queue of its own. */
  readonly taskQueue: string;
  /** Every account as it is described by now. */
  readConfig(): LoadedConfig | Promise<LoadedConfig>;
  /** A workflow's page in the Temporal UI; null when there is none that we know of. */
  linkTo(workflowId: string): string | null;
  /** What a person should know and nothing fails for, one line each. */
  tell(...lines: readonly string[]): void;
}

export const workflowAccess = (connection: Connection, namespace: string): WorkflowAccess => ({
  client: new Client({ connection, namespace }),
  openWorkflows: new WorkflowClient({ connection, namespace, queryRejectCondition: 'NOT_OPEN' }),
  within: (boundMs, calls) => connection.withDeadline(Date.now() + boundMs, calls),
});

export const pageInUi =
  (uiUrl: string | null, namespace: string) =>
  (workflowId: string): string | null =>
    uiUrl === null ? null : `${uiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}`;
