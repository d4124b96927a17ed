import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  executeChild,
  getExternalWorkflowHandle,
  isCancellation,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  intentFromFill,
  intentRecord,
  isIntentKnown,
  masterStatusOf,
  newMaster,
  numbered,
  withFollowers,
  withHandedOut,
  withoutFollowers,
} from '../domain/copying.ts';
import type { IntentRecord, Undelivered } from '../domain/decision-record.ts';
import { accountWorkflowId, dispatchWorkflowId } from '../domain/ids.ts';
import type { MasterFillReport, MasterState } from '../domain/master-state.ts';
import type { MasterOrderResult } from '../domain/own-order.ts';
import type { ExternalIntent, TradeIntent } from '../domain/trade-intent.ts';
import { recordIntents } from './activity-options.ts';
import { createAlarm } from './alarm.ts';
import { createTaskTime } from './task-time.ts';
import { signalFollowers, type dispatchWorkflow } from './dispatch.ts';
import * as messages from './messages.ts';

export type MasterInput =
  | {
      readonly kind: 'start';
      readonly masterId: string;
      readonly roster: readonly string[];
      readonly lastSequence: number;
    }
  | { readonly kind: 'continue'; readonly state: MasterState };

/** Above this a roster is handed out by child workflows: the server takes 2,000 signals in flight from one. */
const chunkSize = 500;
const maxInFlight = 1_500;
const flushRetryMs = 1_000;
/** An order still unclear after this is reported as it stands; its fill is copied whenever it is known. */
const answerWithinMs = 120_000;

/** The master: numbers confirmed fills and external intents, and hands each to every follower. */
export async function masterWorkflow(input: MasterInput): Promise<void> {
  // Not the clock's, nor `runStartTime`, which is the clock's: a worker that takes over the first two tasks at once
  // reads another time there.
  const beganAtMs = workflowInfo().startTime.getTime();
  let state: MasterState =
    input.kind === 'continue' ? input.state : newMaster(input.masterId, input.roster, beganAtMs, input.lastSequence);
  const results = new Map<string, { readonly result: MasterOrderResult; readonly isFinal: boolean }>();
  const alarm = createAlarm(createTaskTime());
  let inFlight = 0;
  let isHandingOut = 0;

  setHandler(messages.setCopyingSignal, (copying) => {
    state = { ...state, copying };
  });
  setHandler(messages.followSignal, (accountIds) => {
    state = withFollowers(state, accountIds);
  });
  setHandler(messages.unfollowSignal, (accountIds) => {
    state = withoutFollowers(state, accountIds);
  });
  setHandler(messages.masterStatusQuery, () => masterStatusOf(state));
  setHandler(
    messages.intentQuery,
    (intentId) => state.recentIntents.find((intent) => intent.intentId === intentId) ?? null,
  );
  setHandler(messages.submitIntentUpdate, async (external) => {
    if (isIntentKnown(state, external.intentId)) return { duplicate: true };
    if (!state.copying)
      throw ApplicationFailure.nonRetryable('copying is off: the intent was not handed out', 'CopyingOff');
    const { intent, undelivered } = await handOut(external, false);
    return { duplicate: false, intentId: intent.intentId, sequence: intent.sequence, ...countsOf(intent, undelivered) };
  });
  setHandler(messages.submitMasterOrderUpdate, async (request) => {
    try {
      await getExternalWorkflowHandle(accountWorkflowId(state.masterId)).signal(messages.masterOrderSignal, request);
    } catch (error) {
      if (isCancellation(error)) throw error;
      throw ApplicationFailure.nonRetryable(
        "the master's account is not running: no order was placed",
        'MasterNotRunning',
      );
    }
    await condition(() => results.get(request.orderId)?.isFinal === true, answerWithinMs);
    const latest = results.get(request.orderId);
    if (latest === undefined)
      throw ApplicationFailure.nonRetryable("the master's account has not answered yet", 'NoAnswer');
    if (latest.isFinal) results.delete(request.orderId);
    return latest.result;
  });
  setHandler(messages.intentFilledSignal, (report) => {
    isHandingOut += 1;
    void copyFill(report).finally(() => {
      isHandingOut -= 1;
    });
  });

  async function copyFill(report: MasterFillReport): Promise<void> {
    const copied = intentFromFill(state, report);
    ({ state } = copied);
    const before = results.get(report.request.orderId)?.result;
    const base: MasterOrderResult = before ?? {
      intentId: null,
      order: report.order,
      delivered: 0,
      undelivered: [],
      notCopied: null,
    };
    let result: MasterOrderResult = { ...base, order: report.order };
    if (copied.intent !== null) {
      if (state.copying) {
        const { intent, undelivered } = await handOut(copied.intent, report.simulated);
        result = { ...result, intentId: base.intentId ?? intent.intentId, ...countsOf(intent, undelivered) };
      } else {
        result = { ...result, notCopied: 'copying is off' };
      }
    }
    results.set(report.request.orderId, { result, isFinal: report.final });
  }

  /** Numbers, signals, journals. The number is given before anything waits, so the order of intents holds. */
  async function handOut(
    external: ExternalIntent,
    simulated: boolean,
  ): Promise<{ intent: IntentRecord; undelivered: readonly Undelivered[] }> {
    const next = numbered(state, external, simulated);
    ({ state } = next);
    const { roster } = state;
    await condition(() => inFlight === 0 || inFlight + roster.length <= maxInFlight);
    inFlight += roster.length;
    const undelivered = await deliver(next.intent, roster);
    inFlight -= roster.length;
    const record = intentRecord(next.intent, roster, undelivered, Date.now());
    const { isJournaled } = await recordIntents.executeWithOptions(
      { summary: `intent ${record.sequence} to ${record.delivered.length} accounts` },
      [[record]],
    );
    state = withHandedOut(state, record, isJournaled);
    setCurrentDetails(masterInWords(state));
    if (!isJournaled) alarm.setFor(Date.now() + flushRetryMs);
    return { intent: record, undelivered };
  }

  async function deliver(intent: TradeIntent, roster: readonly string[]): Promise<readonly Undelivered[]> {
    if (roster.length <= chunkSize) return signalFollowers(intent, roster);
    const chunks = Array.from({ length: Math.ceil(roster.length / chunkSize) }, (_, index) =>
      roster.slice(index * chunkSize, (index + 1) * chunkSize),
    );
    const misses = await Promise.all(
      chunks.map((accountIds, index) =>
        executeChild<typeof dispatchWorkflow>('dispatchWorkflow', {
          workflowId: dispatchWorkflowId(state.masterId, intent.sequence, index),
          args: [{ intent, accountIds }],
        }),
      ),
    );
    return misses.flat();
  }

  const isQuiet = (): boolean => allHandlersFinished() && isHandingOut === 0;
  setCurrentDetails(masterInWords(state));
  for (;;) {
    if (state.unwritten.length > 0) alarm.setFor(Date.now() + flushRetryMs);
    await condition(() => alarm.hasRung() || (workflowInfo().continueAsNewSuggested && isQuiet()));
    if (workflowInfo().continueAsNewSuggested && isQuiet())
      await continueAsNew<typeof masterWorkflow>({ kind: 'continue', state });
    alarm.reset();
    const pending = state.unwritten;
    if (pending.length === 0) continue;
    const { isJournaled } = await recordIntents(pending);
    if (isJournaled) state = { ...state, unwritten: state.unwritten.filter((record) => !pending.includes(record)) };
  }
}

const countsOf = (intent: IntentRecord, undelivered: readonly Undelivered[]) => ({
  delivered: intent.delivered.length,
  undelivered,
});

function masterInWords(state: MasterState): string {
  const latest = state.recentIntents.slice(-5).reverse();
  return [
    `**Copying ${state.copying ? 'on' : 'off'}**, ${state.roster.length} followers, ${state.lastSequence} intents so far`,
    '',
    ...latest.map(
      (intent) =>
        `- intent ${intent.sequence}: ${intent.side} ${intent.symbol}, ${intent.delivered.length} reached, ${intent.undelivered.length} not running`,
    ),
  ].join('\n');
}
