import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AccountConfig, AccountMode, TradingState } from '../domain/account-config.ts';
import type { AccountState } from '../domain/account-state.ts';
import type { AccountAudit, AccountStatus } from '../domain/account-status.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';
import type { GlobalOrder } from '../domain/global-order.ts';
import type { GlobalLimits, GlobalState, GlobalStatus } from '../domain/global-state.ts';
import type { Standing } from '../domain/standing.ts';
import type { MasterFillReport, MasterStatus } from '../domain/master-state.ts';
import type {
  IntentResult,
  LiquidatedPosition,
  MasterOrderResult,
  OwnOrderRequest,
  OwnOrderResult,
} from '../domain/own-order.ts';
import type { OrderResolution } from '../domain/resolve-order.ts';
import type { ExternalIntent, TradeIntent } from '../domain/trade-intent.ts';

/** To an account: a trade of the master's to copy. */
export const intentSignal = defineSignal<[TradeIntent]>('intent');
/** To the master's own account: an order whose result goes back as `intentFilled`. */
export const masterOrderSignal = defineSignal<[OwnOrderRequest]>('masterOrder');
/** Live is refused for a key that can withdraw, unless the permission is given with it. */
export const setModeSignal = defineSignal<[AccountMode, ModePermission?]>('setMode');
/** From the global workflow: what holds for all accounts. */
export const setGlobalSignal = defineSignal<[GlobalOrder]>('setGlobal');
export const setTradingStateSignal = defineSignal<[TradingState]>('setTradingState');
export const configureSignal = defineSignal<[AccountConfig]>('configure');
export const reconcileSignal = defineSignal('reconcile');

export const submitOrderUpdate = defineUpdate<OwnOrderResult, [OwnOrderRequest]>('submitOrder');
/** Reads the exchange afresh and proves the key's permissions. */
export const refreshUpdate = defineUpdate<AccountAudit>('refresh');
export const liquidateUpdate = defineUpdate<readonly LiquidatedPosition[], [requestId: string]>('liquidate');
export const resolveOrderUpdate = defineUpdate<OwnOrderResult, [OrderResolution]>('resolveOrder');
/** What it would do with a trade; nothing is sent or recorded. */
export const previewUpdate = defineUpdate<DecisionRecord, [PreviewRequest]>('preview');
export const stopUpdate = defineUpdate<AccountStatus, [StopRequest]>('stop');

export const statusQuery = defineQuery<AccountStatus>('status');
export const decisionsQuery = defineQuery<readonly DecisionRecord[]>('decisions');
/** The account's whole state, to start it again from after its workflow was ended. */
export const stateQuery = defineQuery<AccountState>('state');

export const setCopyingSignal = defineSignal<[on: boolean]>('setCopying');
export const followSignal = defineSignal<[accountIds: readonly string[]]>('follow');
export const unfollowSignal = defineSignal<[accountIds: readonly string[]]>('unfollow');
/** From the master's account: what filled of an order so far. */
export const intentFilledSignal = defineSignal<[MasterFillReport]>('intentFilled');

export const submitMasterOrderUpdate = defineUpdate<MasterOrderResult, [OwnOrderRequest]>('submitOrder');
export const submitIntentUpdate = defineUpdate<IntentResult, [ExternalIntent]>('submitIntent');
export const masterStatusQuery = defineQuery<MasterStatus>('status');
export const intentQuery = defineQuery<IntentRecord | null, [intentId: string]>('intent');

/** To the global workflow. */
export const setGlobalStateSignal = defineSignal<[TradingState]>('setGlobalState');
export const configureGlobalSignal = defineSignal<[GlobalLimits]>('configureGlobal');
export const joinGlobalSignal = defineSignal<[accountIds: readonly string[]]>('joinGlobal');
export const leaveGlobalSignal = defineSignal<[accountIds: readonly string[]]>('leaveGlobal');
/** From an account, whenever what it holds changes. */
export const standingSignal = defineSignal<[Standing]>('standing');
export const globalStatusQuery = defineQuery<GlobalStatus>('status');
/** Its whole state, to start it again from after its workflow was ended. */
export const globalStateQuery = defineQuery<GlobalState>('state');

export interface ModePermission {
  readonly allowWithdrawPermission: boolean;
}

export type PreviewRequest =
  { readonly kind: 'own'; readonly request: OwnOrderRequest } | { readonly kind: 'copy'; readonly intent: TradeIntent };

export interface StopRequest {
  readonly liquidate: boolean;
  readonly requestId: string;
}
