import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { dividedBy, isPositive, minus, smaller, type DecimalText } from './decimal.ts';
import type { IntentRecord, Undelivered } from './decision-record.ts';
import type { MasterFillReport, MasterState, MasterStatus } from './master-state.ts';
import type { ExternalIntent, TradeIntent } from './trade-intent.ts';

/** Ids remembered to drop repeats: 16 characters each, so the state stays far below the engine's limit. */
const fingerprintsKept = 20_000;
const recentKept = 10;
const intendedKept = 200;

export const newMaster = (
  masterId: string,
  roster: readonly string[],
  epochMs: number,
  lastSequence: number,
): MasterState => ({
  masterId,
  copying: true,
  roster,
  epochMs,
  lastSequence,
  seenIntents: [],
  intended: [],
  recentIntents: [],
  unwritten: [],
});

const fingerprint = (intentId: string): string => bytesToHex(sha256(utf8ToBytes(intentId))).slice(0, 16);

export const isIntentKnown = (state: MasterState, intentId: string): boolean =>
  state.seenIntents.includes(fingerprint(intentId));

export interface Numbered {
  readonly state: MasterState;
  readonly intent: TradeIntent;
}

/** Gives an intent the next sequence number and remembers its id. */
export function numbered(state: MasterState, intent: ExternalIntent, simulated: boolean): Numbered {
  const sequence = state.lastSequence + 1;
  return {
    intent: { ...intent, simulated, sequence, epochMs: state.epochMs },
    state: {
      ...state,
      lastSequence: sequence,
      seenIntents: [...state.seenIntents, fingerprint(intent.intentId)].slice(-fingerprintsKept),
    },
  };
}

/**
 * The intent for what newly filled of a master's order; null when nothing new did.
 * Reports are cumulative: the first delta carries the order's own id, later ones a suffix.
 */
export function intentFromFill(
  state: MasterState,
  report: MasterFillReport,
): { state: MasterState; intent: ExternalIntent | null } {
  const { request, order } = report;
  const total: DecimalText = report.simulated ? order.quantity : order.filledQuantity;
  const before = state.intended.find(({ orderId }) => orderId === request.orderId)?.quantity ?? '0';
  const delta = minus(total, before);
  const others = state.intended.filter(({ orderId }) => orderId !== request.orderId);
  const intended = [...others, { orderId: request.orderId, quantity: total }].slice(-intendedKept);
  const next = { ...state, intended };
  if (!isPositive(delta) || order.averagePrice === null) return { state: next, intent: null };
  const isEntry = request.side === 'buy';
  const held = minus(report.ownedBefore, before);
  const intent: ExternalIntent = {
    intentId: isPositive(before) ? `${request.orderId}:${total}` : request.orderId,
    symbol: request.symbol,
    side: request.side,
    kind: isEntry ? 'entry' : 'exit',
    masterFill: { quantity: delta, averagePrice: order.averagePrice },
    masterEquityBefore: isEntry ? report.equityBeforeUsd : null,
    exitFraction: isEntry ? null : isPositive(held) ? smaller('1', dividedBy(delta, held)) : '1',
    occurredAtMs: report.filledAtMs,
  };
  return { state: next, intent };
}

export function intentRecord(
  intent: TradeIntent,
  roster: readonly string[],
  undelivered: readonly Undelivered[],
  nowMs: number,
): IntentRecord {
  const missed = new Set(undelivered.map((miss) => miss.accountId));
  return {
    intentId: intent.intentId,
    sequence: intent.sequence,
    symbol: intent.symbol,
    side: intent.side,
    kind: intent.kind,
    simulated: intent.simulated,
    masterFill: intent.masterFill,
    masterEquityBefore: intent.masterEquityBefore,
    exitFraction: intent.exitFraction,
    occurredAtMs: intent.occurredAtMs,
    handedOutAtMs: nowMs,
    delivered: roster.filter((accountId) => !missed.has(accountId)),
    undelivered,
  };
}

export const withHandedOut = (state: MasterState, record: IntentRecord, isJournaled: boolean): MasterState => ({
  ...state,
  recentIntents: [...state.recentIntents, record].slice(-recentKept),
  unwritten: isJournaled ? state.unwritten : [...state.unwritten, record],
});

export const withFollowers = (state: MasterState, accountIds: readonly string[]): MasterState => ({
  ...state,
  roster: [...new Set([...state.roster, ...accountIds])],
});

export const withoutFollowers = (state: MasterState, accountIds: readonly string[]): MasterState => ({
  ...state,
  roster: state.roster.filter((accountId) => !accountIds.includes(accountId)),
});

export const masterStatusOf = (state: MasterState): MasterStatus => ({
  masterId: state.masterId,
  copying: state.copying,
  followers: state.roster.length,
  lastSequence: state.lastSequence,
});
