import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { activityResultInWords } from './activity-in-words.ts';
import { messageInWords } from './message-in-words.ts';

export interface HistoryLine {
  readonly atMs: number;
  readonly runId: string;
  readonly type: 'run' | 'signal' | 'update' | 'activity' | 'state' | 'event';
  readonly text: string;
}

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];
type Line = Pick<HistoryLine, 'type' | 'text'>;

/** What happened in one run of an account's workflow; the engine's own bookkeeping is left out. */
export function runInWords({ events }: History, runId: string): readonly HistoryLine[] {
  const byId = new Map((events ?? []).map((event) => [String(event.eventId), event]));
  return (events ?? []).flatMap((event) => {
    const line = lineOf(event, (eventId) => byId.get(String(eventId)));
    return line === null || event.eventTime == null ? [] : [{ atMs: tsToMs(event.eventTime), runId, ...line }];
  });
}

type EventById = (eventId: unknown) => HistoryEvent | undefined;

function lineOf(event: HistoryEvent, byId: EventById): Line | null {
  return lineOfRun(event) ?? lineOfMessage(event, byId) ?? lineOfActivity(event, byId) ?? lineOfLocalActivity(event);
}

function lineOfRun(event: HistoryEvent): Line | null {
  const started = event.workflowExecutionStartedEventAttributes;
  if (started != null) return run(started.continuedExecutionRunId ? 'goes on in a new run' : 'started');
  if (event.workflowExecutionCompletedEventAttributes != null) return run('stopped');
  if (event.workflowExecutionContinuedAsNewEventAttributes != null) return run('continued in the next run');
  const failed = event.workflowExecutionFailedEventAttributes;
  if (failed != null) return run(`failed: ${failed.failure?.message ?? ''}`);
  const terminated = event.workflowExecutionTerminatedEventAttributes;
  if (terminated != null) return run(`terminated: ${terminated.reason ?? ''}`);
  if (event.workflowExecutionTimedOutEventAttributes != null) return run('timed out');
  if (event.workflowExecutionCanceledEventAttributes != null) return run('cancelled');
  const attributes = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields;
  if (attributes == null) return null;
  const now = ['Mode', 'TradingState'].flatMap((name) => {
    const value = attributes[name];
    return value === undefined ? [] : [String(valueOf(value))];
  });
  return now.length === 0 ? null : { type: 'state', text: `now ${now.join(', ')}` };
}

const run = (text: string): Line => ({ type: 'run', text });

function lineOfMessage(event: HistoryEvent, byId: EventById): Line | null {
  const signal = event.workflowExecutionSignaledEventAttributes;
  if (signal != null)
    return { type: 'signal', text: messageInWords(signal.signalName ?? '', valuesOf(signal.input?.payloads)) };
  const accepted = event.workflowExecutionUpdateAcceptedEventAttributes;
  if (accepted != null) return { type: 'update', text: updateInWords(accepted) };
  const completed = event.workflowExecutionUpdateCompletedEventAttributes;
  if (completed == null) return null;
  const asked = byId(completed.acceptedEventId)?.workflowExecutionUpdateAcceptedEventAttributes;
  const failure = completed.outcome?.failure;
  const outcome = failure == null ? 'done' : `failed: ${failure.message ?? ''}`;
  return { type: 'update', text: `${asked == null ? 'update' : updateInWords(asked)}: ${outcome}` };
}

const updateInWords = ({
  acceptedRequest,
}: NonNullable<HistoryEvent['workflowExecutionUpdateAcceptedEventAttributes']>): string =>
  messageInWords(acceptedRequest?.input?.name ?? '', valuesOf(acceptedRequest?.input?.args?.payloads));

function lineOfActivity(event: HistoryEvent, byId: EventById): Line | null {
  const completed = event.activityTaskCompletedEventAttributes;
  const failed = event.activityTaskFailedEventAttributes;
  const timedOut = event.activityTaskTimedOutEventAttributes;
  const ended = completed ?? failed ?? timedOut;
  if (ended == null) return null;
  const scheduled = byId(ended.scheduledEventId);
  const name = scheduled?.activityTaskScheduledEventAttributes?.activityType?.name ?? '';
  const summary = scheduled?.userMetadata?.summary;
  const what = summary == null ? name : String(valueOf(summary));
  const outcome =
    completed != null
      ? activityResultInWords(name, valuesOf(completed.result?.payloads)[0])
      : `failed: ${(failed ?? timedOut)?.failure?.message ?? ''}`;
  return { type: 'activity', text: `${what}: ${outcome}` };
}

/** A reading that a trade waited for, run inside the workflow's own task. */
function lineOfLocalActivity({ markerRecordedEventAttributes: marker, userMetadata }: HistoryEvent): Line | null {
  const [data] = valuesOf(marker?.details?.['data']?.payloads);
  if (marker?.markerName !== 'core_local_activity') return null;
  const name = (data as { readonly activity_type?: string } | undefined)?.activity_type ?? '';
  const what = userMetadata?.summary == null ? name : String(valueOf(userMetadata.summary));
  const [result] = valuesOf(marker.details?.['result']?.payloads);
  const outcome =
    marker.failure == null ? activityResultInWords(name, result) : `failed: ${marker.failure.message ?? ''}`;
  return { type: 'activity', text: `${what}: ${outcome}` };
}

const valueOf = (payload: Payload): unknown => defaultPayloadConverter.fromPayload(payload);
const valuesOf = (payloads: readonly Payload[] | null | undefined): readonly unknown[] => (payloads ?? []).map(valueOf);
