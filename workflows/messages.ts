import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AccountConfig, AccountMode, TradingState } from '../domain/account-config.ts';
import type { AccountState } from '../domain/account-state.ts';
import type { AccountAudit, AccountStatus } from '../domain/account-status.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';
import type { MasterFillReport, MasterStatus } from '../domain/master-state.ts';
import type { IntentResult, MasterOrderResult, OwnOrderRequest, OwnOrderResult } from '../domain/own-order.ts';
import type { OrderResolution } from '../domain/resolve-order.ts';
import type { ExternalIntent, TradeIntent } from '../domain/trade-intent.ts';

/** To an account: a trade of the master's to copy. */
export const intentSignal = defineSignal<[TradeIntent]>('intent');
/** To the master's own account: an order whose result goes back as `intentFilled`. */
export const masterOrderSignal = defineSignal<[OwnOrderRequest]>('masterOrder');
export const setModeSignal = defineSignal<[AccountMode]>('setMode');
export const setTradingStateSignal = defineSignal<[TradingState]>('setTradingState');
export const configureSignal = defineSignal<[AccountConfig]>('configure');
export const reconcileSignal = defineSignal('reconcile');

export const submitOrderUpdate = defineUpdate<OwnOrderResult, [OwnOrderRequest]>('submitOrder');
/** Reads the exchange afresh and proves the key's permissions. */
export const refreshUpdate = defineUpdate<AccountAudit>('refresh');
export const liquidateUpdate = defineUpdate<readonly OwnOrderResult[], [requestId: string]>('liquidate');
export const resolveOrderUpdate = defineUpdate<OwnOrderResult, [OrderResolution]>('resolveOrder');
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

export interface StopRequest {
  readonly liquidate: boolean;
  readonly requestId: string;
}
