import { ActivityFailure, getExternalWorkflowHandle, isCancellation, log, TimeoutFailure } from '@temporalio/workflow';
import type { AccountEvent } from '../domain/account-event.ts';
import type { AccountState, OpenOrder } from '../domain/account-state.ts';
import { orderInWords, ownOrderResult, writingInWords } from '../domain/account-report.ts';
import {
  afterRefusal,
  withPermissionsDoubted,
  symbolsToRead,
  withDay,
  type AccountReading,
} from '../domain/account-reads.ts';
import { afterReading } from '../domain/after-reading.ts';
import { withDecided, withOpenOrder, withoutTrade, withSettled } from '../domain/account-transitions.ts';
import { decide, needsRead } from '../domain/decide.ts';
import { larger } from '../domain/decimal.ts';
import type { DecisionRecord } from '../domain/decision-record.ts';
import { withTarget } from '../domain/drift.ts';
import type { FindOrderResult } from '../activities/find-order.ts';
import type { ReadAccountRequest } from '../activities/read-account.ts';
import { clientOrderIdFor, masterWorkflowId } from '../domain/ids.ts';
import type { MasterFillReport } from '../domain/master-state.ts';
import type { Work } from '../domain/next-work.ts';
import {
  afterLook,
  afterPlacing,
  giveUp,
  lookLater,
  orderToSend,
  resendRefusal,
  resizedExit,
  sentAgain,
  type Settled,
} from '../domain/open-order.ts';
import type { PlaceOutcome } from '../domain/order.ts';
import { reconcileRequest } from '../domain/reconcile.ts';
import { isReconcileDue } from '../domain/reconcile-schedule.ts';
import { withUnwritten } from '../domain/settle.ts';
import { withHighs } from '../domain/stops.ts';
import { requestOf, type Trade } from '../domain/trade.ts';
import { tradingPlace } from '../domain/trading-place.ts';
import { accountActivities, priorityOf } from './activity-options.ts';
import { nonceOfLostWorker } from './lost-worker.ts';
import { intentFilledSignal } from './messages.ts';
import type { TaskTime } from './task-time.ts';

/** The one mutable cell of an account's workflow: signals write it between two steps of the loop. */
export interface AccountCell {
  state: AccountState;
  /** Counts up with each request for a fresh reading; such a reading also proves the key's permissions. */
  readingsWanted: number;
  /** The latest request that a reading begun after it has served. */
  readingsServed: number;
}

const flushRetryMs = 1_000;
const flushBatch = 100;

/** Carries out one piece of work: every exchange call of the account passes here, one after the other. */
export function createAccountWork(cell: AccountCell, time: TaskTime) {
  const { accountId, taskQueue } = cell.state.config;
  const { orders, reads, records: journal } = accountActivities(taskQueue);

  /** A timed-out or lost activity becomes data, and its last nonce a floor; cancellation goes on. */
  const workerLost =
    <T>(value: (failure: ActivityFailure) => T) =>
    (error: unknown): T => {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      const nonce = nonceOfLostWorker(error);
      if (nonce !== null) cell.state = { ...cell.state, lastNonce: larger(cell.state.lastNonce, nonce) };
      return value(error);
    };

  async function read(isUrgent = false, alsoSymbols: readonly string[] = []): Promise<void> {
    const nowMs = time.nowMs();
    const ticket = cell.readingsWanted;
    const isAsked = ticket > cell.readingsServed;
    // A trade that waits gets the short look, once the exchange has been looked through since the start.
    const isReconciling = isReconcileDue(cell.state, nowMs, isUrgent) || (isAsked && !isUrgent);
    const summary = 'read balances, prices and market rules';
    const request: ReadAccountRequest = {
      symbols: [...new Set([...symbolsToRead(cell.state), ...alsoSymbols])],
      withPermissions: (isAsked && isReconciling) || cell.state.permissions === null,
      reconcile: isReconciling ? reconcileRequest(cell.state, nowMs) : null,
      lastNonce: cell.state.lastNonce,
      place: tradingPlace(cell.state.config),
    };
    const priority = priorityOf(isUrgent ? 'entry' : 'read', accountId);
    const reading = await reads.readAccount.executeWithOptions({ summary, priority }, [request]).catch(
      workerLost((error): AccountReading => ({
        kind: 'failed',
        isRefused: false,
        reason:
          error.cause instanceof TimeoutFailure
            ? 'no worker acts for this account'
            : "the reading failed inside Lockstep: the account's history has the details",
        lastNonce: null,
      })),
    );
    const { state, changed, byHand } = afterReading(cell.state, reading, time.nowMs(), Math.random());
    cell.state = state;
    if (isReconciling || !isAsked) cell.readingsServed = ticket;
    for (const { order } of changed) await report(order.trade, order.record);
    for (const fill of byHand) await tellMaster(fill);
    // Who asked while this reading was under way wants one that begins afterwards.
    if (cell.readingsWanted > cell.readingsServed) cell.state = { ...cell.state, nextReadAtMs: 0 };
  }

  async function carryOut(trade: Trade): Promise<void> {
    const isWorthReading = cell.state.connection === 'connected' || cell.state.nextReadAtMs <= time.nowMs();
    if (needsRead(cell.state, trade, time.nowMs()) && isWorthReading) await read(true);
    const nowMs = time.nowMs();
    cell.state = withDay(cell.state, nowMs);
    const record = decide(cell.state, trade, nowMs);
    cell.state = withDecided(withoutTrade(cell.state, trade), record);
    if (record.outcome !== 'pending') {
      await report(trade, record);
      await writeWithOthers(record, nowMs);
      return;
    }
    cell.state = withTarget(cell.state, record);
    await send(orderToSend(trade, record, nowMs));
  }

  async function send(order: OpenOrder): Promise<void> {
    const sending = { ...order, state: 'sending' as const };
    cell.state = withOpenOrder(cell.state, sending);
    const { record } = sending;
    const result = await orders.placeOrder
      .executeWithOptions({ summary: orderInWords(record), priority: priorityOf(record.kind, accountId) }, [
        record,
        cell.state.lastNonce,
        tradingPlace(cell.state.config),
      ])
      .catch(workerLost(() => null));
    const nowMs = time.nowMs();
    const outcome: PlaceOutcome = result?.outcome ?? {
      kind: 'unknown',
      reason: 'the worker was lost',
      sentAtMs: nowMs,
      fenceAtMs: null,
    };
    if (result?.lastNonce != null) cell.state = { ...cell.state, lastNonce: result.lastNonce };
    if (outcome.kind === 'rejected' && outcome.code === 'CREDENTIAL_REJECTED') {
      cell.state = afterRefusal(cell.state, outcome.venueText, nowMs);
    }
    if (outcome.kind === 'rejected' && outcome.code === 'PERMISSION_DENIED') {
      cell.state = withPermissionsDoubted(cell.state, nowMs);
    }
    await settle(afterPlacing(cell.state, sending, outcome, nowMs, result?.atMs), result?.isJournaled ?? false);
  }

  async function look(order: OpenOrder): Promise<void> {
    const { record } = order;
    const askedAtMs = time.nowMs();
    const result = await reads.findOrder
      .executeWithOptions(
        { summary: `look for ${orderInWords(record)}`, priority: priorityOf(record.kind, accountId) },
        [
          {
            clientOrderId: record.plan?.clientOrderId ?? '',
            exchangeOrderId: record.exchangeOrderId,
            symbol: record.symbol,
            sinceMs: order.sinceMs,
            lastNonce: cell.state.lastNonce,
            place: tradingPlace(cell.state.config),
          },
        ],
      )
      .catch(
        workerLost((): FindOrderResult => ({
          kind: 'failed',
          isRefused: false,
          reason: 'the worker was lost',
          lastNonce: null,
        })),
      );
    if (result.lastNonce !== null) cell.state = { ...cell.state, lastNonce: result.lastNonce };
    const nowMs = time.nowMs();
    if (result.kind === 'failed' && result.isRefused) cell.state = afterRefusal(cell.state, result.reason, nowMs);
    const settled =
      result.kind === 'answered'
        ? afterLook(cell.state, order, result.found, nowMs, askedAtMs)
        : lookLater(cell.state, order, nowMs);
    if (settled.order.record === order.record) cell.state = withSettled(settled, nowMs);
    else await settle(settled, false);
  }

  async function sendAgain(order: OpenOrder): Promise<void> {
    const nowMs = time.nowMs();
    const refusal = resendRefusal(cell.state, order, nowMs);
    if (refusal !== null) {
      await settle(giveUp(cell.state, order, refusal, nowMs), false);
      return;
    }
    const sized = order.isResized ? await sizedAfresh(order) : order;
    if (sized !== null) await send(sentAgain(sized, time.nowMs()));
  }

  /** Null: not now, or nothing is left to sell. */
  async function sizedAfresh(order: OpenOrder): Promise<OpenOrder | null> {
    await read(true);
    const { settled, isReady } = resizedExit(cell.state, order, time.nowMs());
    if (isReady) return settled.order;
    if (settled.isOver) await settle(settled, false);
    else cell.state = withSettled(settled, time.nowMs());
    return null;
  }

  async function settle(settled: Settled, isJournaled: boolean): Promise<void> {
    const nowMs = time.nowMs();
    cell.state = withHighs(withDay(withSettled(settled, nowMs), nowMs), {});
    const { trade, record } = settled.order;
    if (!isJournaled) cell.state = { ...withUnwritten(cell.state, record), nextFlushAtMs: nowMs };
    await report(trade, record);
  }

  /** The master workflow hears of every change of an order that it asked for. */
  async function report(trade: Trade, record: DecisionRecord): Promise<void> {
    if (!trade.replyToMaster) return;
    await tellMaster({
      request: requestOf(trade),
      order: ownOrderResult(record, record.plan?.clientOrderId ?? clientOrderIdFor(record)),
      simulated: record.outcome === 'observed',
      final: record.settledAtMs !== null,
      equityBeforeUsd: record.basis.equityUsd,
      ownedBefore: record.basis.ownedQuantity,
      filledAtMs: record.settledAtMs ?? time.nowMs(),
    });
  }

  async function tellMaster(fill: MasterFillReport): Promise<void> {
    try {
      await getExternalWorkflowHandle(masterWorkflowId(accountId)).signal(intentFilledSignal, fill);
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('the master workflow is not running: nothing is copied', { intentId: fill.request.orderId });
    }
  }

  /** What waits in observe sends nothing: it is decided first, and one write takes the records of all of it. */
  async function writeWithOthers(record: DecisionRecord, nowMs: number): Promise<void> {
    const { state } = cell;
    const isRetried = state.unwritten.length > 0 && state.nextFlushAtMs > nowMs;
    if (state.mode === 'observe' && state.inbox.length > 0) {
      cell.state = { ...withUnwritten(state, record), nextFlushAtMs: isRetried ? state.nextFlushAtMs : nowMs };
      return;
    }
    const others = isRetried ? [] : state.unwritten.slice(0, flushBatch - 1);
    await write([...others, record]);
  }

  /** What the journal did not take stays in the state and is written later. */
  async function write(records: readonly DecisionRecord[], events: readonly AccountEvent[] = []): Promise<void> {
    const { isJournaled } = await journal.recordDecisions.executeWithOptions(
      { summary: writingInWords(records, events), priority: priorityOf('entry', accountId) },
      [records, events],
    );
    if (isJournaled) {
      const { unwritten, unwrittenEvents } = cell.state;
      cell.state = {
        ...cell.state,
        unwritten: unwritten.filter((record) => !records.includes(record)),
        unwrittenEvents: unwrittenEvents.filter((event) => !events.includes(event)),
      };
      return;
    }
    const unwritten = records.filter((record) => !cell.state.unwritten.includes(record));
    cell.state = { ...unwritten.reduce(withUnwritten, cell.state), nextFlushAtMs: time.nowMs() + flushRetryMs };
  }

  /** What the account would do with a trade now: decided as ever, and nothing kept of it. */
  async function preview(trade: Trade): Promise<DecisionRecord> {
    if (needsRead(cell.state, trade, time.nowMs())) await read(true, [trade.symbol]);
    const nowMs = time.nowMs();
    return decide(withDay(cell.state, nowMs), { ...trade, occurredAtMs: nowMs }, nowMs);
  }

  async function carryOutWork(work: Exclude<Work, { kind: 'wait' }>): Promise<void> {
    switch (work.kind) {
      case 'trade':
        return carryOut(work.trade);
      case 'look':
        return look(work.order);
      case 'send-again':
        return sendAgain(work.order);
      case 'read':
        return read();
      case 'flush':
        return write(cell.state.unwritten.slice(0, flushBatch), cell.state.unwrittenEvents.slice(0, flushBatch));
    }
  }

  return { carryOutWork, preview };
}
