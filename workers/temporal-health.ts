import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { ensureSearchAttributes } from './search-attributes.ts';

export const embeddedNamespace = 'default';
const retentionMs = 30 * 24 * 3_600_000;
/** `SERVING` in gRPC's health protocol. */
const serving = 1;

/**
 * Waits until the server answers, then gives its namespace Lockstep's search attributes and retention.
 * @throws Error when it doesn't answer in time
 */
export async function makeReady(address: string, withinMs: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + withinMs;
  const left = (): number => Math.max(1, deadline - performance.now());
  while (!(await accepts(address))) {
    if (performance.now() > deadline) throw new Error(`nothing answers at ${address}`);
    await delay(20, undefined, { signal });
  }
  const connection = await Connection.connect({ address, connectTimeout: left() });
  try {
    await connection.withDeadline(Date.now() + left(), async () => {
      while (!(await isServing(connection))) await delay(20, undefined, { signal });
      await keepHistories(connection);
      await ensureSearchAttributes(connection, embeddedNamespace);
    });
  } finally {
    await connection.close();
  }
}

/** Whether a Temporal server answers at this address right now. */
export async function answersAsTemporal(address: string, withinMs: number): Promise<boolean> {
  return makeReady(address, withinMs, new AbortController().signal).then(
    () => true,
    () => false,
  );
}

async function isServing(connection: Connection): Promise<boolean> {
  const answers = await Promise.all([
    connection.healthService.check({ service: 'temporal.api.workflowservice.v1.WorkflowService' }),
    connection.workflowService.describeNamespace({ namespace: embeddedNamespace }),
  ]).catch(() => null);
  const status: number | undefined = answers?.[0].status;
  return status === serving;
}

/** How long a finished workflow can be read. */
const keepHistories = (connection: Connection): Promise<unknown> =>
  connection.workflowService.updateNamespace({
    namespace: embeddedNamespace,
    config: { workflowExecutionRetentionTtl: msToTs(retentionMs) },
  });

function accepts(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
