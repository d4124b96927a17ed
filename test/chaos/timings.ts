import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time.js';
import PQueue from 'p-queue';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { PlaceOrderResult } from '../../activities/place-order.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import type { Evidence } from './evidence.ts';
import { historiesOf, type History } from './histories.ts';
import type { Kill } from './stage.ts';

export interface Timings {
  /** From the moment an order became unclear to its end; of those that ended. */
  readonly unknownMs: readonly number[];
  /** From a worker's death to the moment the engine gave up what it was at; the slowest piece of each kill. */
  readonly deadWorkerMs: readonly number[];
  /** How often an account's history went on in a new run. */
  readonly continuedAsNew: number;
}

/** A loss later than this has another reason. */
const noticedWithinMs = 25_000;

/** Reads from the histories what no state tells any more. */
export async function readTimings(client: Client, { accounts }: Evidence, kills: readonly Kill[]): Promise<Timings> {
  const workerKills = kills.filter(({ what }) => what === 'worker').map(({ atMs }) => atMs);
  const queue = new PQueue({ concurrency: 6 });
  let continuedAsNew = 0;
  const slowest = new Map<number, number>();
  const perAccount = await queue.addAll(
    accounts.map(({ planned, records }) => async () => {
      const unclear = new Map<string, number>();
      const histories = await historiesOf(client, accountWorkflowId(planned.accountId));
      continuedAsNew += histories.length - 1;
      for (const history of histories) {
        const { lostAtMs, unclearAtMs } = read(history);
        for (const [id, atMs] of unclearAtMs) if (!unclear.has(id)) unclear.set(id, atMs);
        for (const atMs of lostAtMs) {
          const kill = workerKills.findLast((killedAt) => killedAt <= atMs);
          if (kill !== undefined && atMs - kill < noticedWithinMs) {
            slowest.set(kill, Math.max(slowest.get(kill) ?? 0, atMs - kill));
          }
        }
      }
      return records.flatMap(({ plan, settledAtMs }) => {
        const since = unclear.get(plan?.clientOrderId ?? '');
        return since === undefined || settledAtMs === null ? [] : [Math.max(0, settledAtMs - since)];
      });
    }),
  );
  return { unknownMs: perAccount.flat(), deadWorkerMs: [...slowest.values()], continuedAsNew };
}

/** Orders whose answer was unclear, and pieces of work whose worker was lost. */
function read(history: History): {
  readonly unclearAtMs: ReadonlyMap<string, number>;
  readonly lostAtMs: readonly number[];
} {
  const orders = new Map<string, string>();
  const unclearAtMs = new Map<string, number>();
  const lostAtMs: number[] = [];
  for (const event of history.events ?? []) {
    const atMs = tsToMs(event.eventTime);
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled?.activityType?.name === 'placeOrder') {
      const record = valueOf(scheduled.input?.payloads?.[0]) as DecisionRecord | null;
      orders.set(String(event.eventId), record?.plan?.clientOrderId ?? '');
    }
    const timedOut = event.activityTaskTimedOutEventAttributes;
    const completed = event.activityTaskCompletedEventAttributes;
    if (timedOut != null) lostAtMs.push(atMs);
    const order = orders.get(String((completed ?? timedOut)?.scheduledEventId ?? ''));
    if (order === undefined) continue;
    const result = valueOf(completed?.result?.payloads?.[0]) as PlaceOrderResult | null;
    if ((timedOut != null || result?.outcome.kind === 'unknown') && !unclearAtMs.has(order))
      unclearAtMs.set(order, atMs);
  }
  return { unclearAtMs, lostAtMs };
}

type Payload = Parameters<typeof defaultPayloadConverter.fromPayload>[0];

const valueOf = (payload: Payload | undefined): unknown =>
  payload === undefined ? null : defaultPayloadConverter.fromPayload(payload);
