import type { DecimalText } from './decimal.ts';
import type { IntentRecord } from './decision-record.ts';
import type { OwnOrderRequest, OwnOrderResult } from './own-order.ts';

/** The master's account on one of its orders: cumulative, so a repeat changes nothing. */
export interface MasterFillReport {
  readonly request: OwnOrderRequest;
  readonly order: OwnOrderResult;
  readonly simulated: boolean;
  /** False while more may fill. */
  readonly final: boolean;
  readonly equityBeforeUsd: DecimalText | null;
  readonly ownedBefore: DecimalText;
  readonly filledAtMs: number;
}

export interface IntendedOrder {
  readonly orderId: string;
  readonly quantity: DecimalText;
}

export interface MasterState {
  readonly masterId: string;
  readonly copying: boolean;
  readonly roster: readonly string[];
  readonly epochMs: number;
  readonly lastSequence: number;
  /** Short fingerprints of every intent id handed out lately, oldest first. */
  readonly seenIntents: readonly string[];
  /** Quantity handed out so far of each of the latest orders, oldest first: a late fill of one that was final counts once. */
  readonly intended: readonly IntendedOrder[];
  readonly recentIntents: readonly IntentRecord[];
  readonly unwritten: readonly IntentRecord[];
}

export interface MasterStatus {
  readonly masterId: string;
  readonly copying: boolean;
  readonly followers: number;
  readonly lastSequence: number;
}
