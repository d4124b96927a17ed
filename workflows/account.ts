import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { AccountConfig } from '../domain/account-config.ts';
import {
  accountAudit,
  accountInWords,
  accountStatus,
  ownOrderResult,
  undecidedResult,
} from '../domain/account-report.ts';
import type { AccountState } from '../domain/account-state.ts';
import type { AccountAudit } from '../domain/account-status.ts';
import {
  newAccount,
  resumedAccount,
  withGlobalOrder,
  withIntent,
  withMode,
  withOwnTrade,
  withTradingState,
} from '../domain/account-transitions.ts';
import { withAutomatic } from '../domain/automatic-state.ts';
import { completedConfig, completedState } from '../domain/completed-state.ts';
import { isPositive } from '../domain/decimal.ts';
import type { DecisionRecord } from '../domain/decision-record.ts';
import { effectiveState } from '../domain/effective-state.ts';
import { clientOrderIdFor } from '../domain/ids.ts';
import { withConfig } from '../domain/moved-account.ts';
import { nextWork } from '../domain/next-work.ts';
import type { LiquidatedPosition, OwnOrderResult } from '../domain/own-order.ts';
import { isRequestUnderWay, liquidatedPosition, ordersOfRequest } from '../domain/liquidated-position.ts';
import { heldPositions } from '../domain/rehearsed-state.ts';
import { resolveByPerson, type OrderResolution } from '../domain/resolve-order.ts';
import { liquidation, tradeFromIntent, tradeFromRequest, tradeKey, type Trade } from '../domain/trade.ts';
import { createAccountWork, type AccountCell } from './account-work.ts';
import { accountActivities } from './activity-options.ts';
import { createAlarm } from './alarm.ts';
import { createPriceWatch } from './price-watch.ts';
import { createStandingReport } from './standing-report.ts';
import * as messages from './messages.ts';
import { stateAttributes } from './search-attributes.ts';
import { createTaskTime } from './task-time.ts';

export type AccountInput =
  | {
      readonly kind: 'start';
      readonly config: AccountConfig;
      /** The state an earlier run left; null for a new account. */
      readonly saved: AccountState | null;
      /** Reads the exchange once, tells what it saw, and ends. */
      readonly auditOnly: boolean;
    }
  | { readonly kind: 'continue'; readonly state: AccountState };

/** What somebody wants to know without anything being done. */
interface PreviewJob {
  readonly trade: Trade;
  readonly tell: (record: DecisionRecord) => void;
}

/** A caller waits this long; a handler that never ended would keep the history from going on in a new run. */
const answerWithinMs = 120_000;

/** One account: the only writer of its state and the only user of its credential. */
export async function accountWorkflow(input: AccountInput): Promise<AccountAudit> {
  const cell: AccountCell = {
    state: initialState(input),
    readingsWanted: input.kind === 'start' ? 1 : 0,
    readingsServed: 0,
  };
  const time = createTaskTime();
  const loop = { isWoken: false, isStopping: false };
  const { carryOutWork, preview } = createAccountWork(cell, time);
  const stateOf = ({ state }: AccountCell) => ({ mode: state.mode, tradingState: effectiveState(state) });
  const showState = (): void => {
    upsertSearchAttributes(stateAttributes(stateOf(cell)));
  };
  const wake = (): void => {
    loop.isWoken = true;
  };
  const watch = createPriceWatch(cell, time, wake, showState);
  const tellStanding = createStandingReport(cell);
  const previews: PreviewJob[] = [];
  const alarm = createAlarm(time);

  const change = (next: AccountState): void => {
    time.begin();
    cell.state = next;
    loop.isWoken = true;
  };

  const wantReading = (): number => {
    change({ ...cell.state, nextReadAtMs: 0 });
    cell.readingsWanted += 1;
    return cell.readingsWanted;
  };

  setHandler(messages.intentSignal, (intent) => {
    change(withIntent(cell.state, intent));
  });
  setHandler(messages.masterOrderSignal, (request) => {
    change(withOwnTrade(cell.state, tradeFromRequest(request, cell.state.mode, true)));
  });
  setHandler(messages.setModeSignal, (mode, permission) => {
    change(withMode(cell.state, mode, permission?.allowWithdrawPermission === true, time.nowMs()));
  });
  setHandler(messages.setTradingStateSignal, (tradingState) => {
    change(withTradingState(cell.state, tradingState, time.nowMs()));
  });
  setHandler(messages.setGlobalSignal, (order) => {
    change(withGlobalOrder(cell.state, order, time.nowMs()));
  });
  setHandler(messages.configureSignal, (config) => {
    change(withConfig(cell.state, completedConfig(config), time.nowMs()));
  });
  setHandler(messages.reconcileSignal, () => {
    wantReading();
  });
  setHandler(messages.statusQuery, () => accountStatus(cell.state));
  setHandler(messages.decisionsQuery, () => cell.state.decisions);
  setHandler(messages.stateQuery, () => cell.state);
  setHandler(messages.refreshUpdate, async () => {
    const ticket = wantReading();
    await condition(() => cell.readingsServed >= ticket);
    return accountAudit(cell.state);
  });
  setHandler(messages.submitOrderUpdate, (request) => trade([tradeFromRequest(request, cell.state.mode)]).then(only));
  setHandler(messages.liquidateUpdate, liquidate);
  setHandler(
    messages.resolveOrderUpdate,
    (resolution) => {
      const { state, record } = resolveByPerson(cell.state, resolution, time.nowMs());
      change(state);
      return ownOrderResult(record, resolution.clientOrderId);
    },
    // What can't be carried out is refused here: thrown in the handler it would stop the account.
    { validator: (resolution: OrderResolution) => void resolveByPerson(cell.state, resolution, time.nowMs()) },
  );
  setHandler(messages.previewUpdate, (request) => {
    const { mode } = cell.state;
    const previewed =
      request.kind === 'own' ? tradeFromRequest(request.request, mode) : tradeFromIntent(request.intent, mode);
    change(cell.state);
    return new Promise<DecisionRecord>((tell) => {
      previews.push({ trade: previewed, tell });
    });
  });
  setHandler(messages.stopUpdate, async ({ liquidate: isSelling, requestId }) => {
    if (isSelling) await liquidate(requestId);
    loop.isStopping = true;
    loop.isWoken = true;
    return accountStatus(cell.state);
  });

  /** Queues own orders and waits until each is settled; what takes longer, or needs a person, is told as it stands. */
  async function trade(trades: readonly Trade[]): Promise<OwnOrderResult[]> {
    change(trades.reduce(withOwnTrade, cell.state));
    const results = new Map<Trade, OwnOrderResult>();
    await condition(() => {
      for (const one of trades) {
        const result = results.get(one) ?? resultOf(one);
        if (result !== null) results.set(one, result);
      }
      return results.size === trades.length;
    }, answerWithinMs);
    return trades.map((one) => results.get(one) ?? pendingResult(one));
  }

  function resultOf(one: Trade): OwnOrderResult | null {
    const key = tradeKey(one);
    const record = cell.state.decisions.find((known) => tradeKey(known) === key);
    const isReviewed = cell.state.openOrders.some(
      (order) => tradeKey(order.record) === key && order.state === 'needs-review',
    );
    if (record === undefined || (record.settledAtMs === null && !isReviewed)) return null;
    return ownOrderResult(record, clientOrderIdFor({ ...one, accountId: cell.state.config.accountId }));
  }

  function pendingResult(one: Trade): OwnOrderResult {
    const clientOrderId = clientOrderIdFor({ ...one, accountId: cell.state.config.accountId });
    const record = cell.state.openOrders.find((open) => tradeKey(open.record) === tradeKey(one))?.record;
    return record === undefined ? undecidedResult(clientOrderId) : ownOrderResult(record, clientOrderId);
  }

  /** Sells everything owned, order after order, and tells what became of each position. */
  async function liquidate(requestId: string): Promise<LiquidatedPosition[]> {
    const before = Object.values(heldPositions(cell.state)).filter(({ ownedQuantity }) => isPositive(ownedQuantity));
    const { mode } = cell.state;
    change(
      before.reduce(
        (state, { symbol }) => withOwnTrade(state, liquidation(requestId, symbol, time.nowMs(), mode)),
        cell.state,
      ),
    );
    const records = new Map<string, DecisionRecord>();
    await condition(() => {
      for (const record of ordersOfRequest(cell.state, requestId)) records.set(record.leg, record);
      return !isRequestUnderWay(cell.state, requestId);
    }, answerWithinMs);
    const { accountId } = cell.state.config;
    return before.map((position) => {
      const remaining = heldPositions(cell.state)[position.symbol]?.ownedQuantity ?? '0';
      return liquidatedPosition(accountId, requestId, position, remaining, [...records.values()]);
    });
  }

  if (input.kind === 'start' && input.auditOnly) {
    await carryOutWork({ kind: 'read' });
    return accountAudit(cell.state);
  }

  let shown = stateOf(cell);
  let hasActed = true;
  for (;;) {
    cell.state = withAutomatic(cell.state, time.nowMs());
    const { mode, tradingState } = stateOf(cell);
    if (mode !== shown.mode || tradingState !== shown.tradingState) {
      shown = { mode, tradingState };
      showState();
    }
    const work = nextWork(cell.state, time.nowMs());
    const isIdle = work.kind === 'wait';
    if (allHandlersFinished()) {
      if (loop.isStopping && isIdle) break;
      if (workflowInfo().continueAsNewSuggested && !loop.isStopping) {
        await continueAsNew<typeof accountWorkflow>({ kind: 'continue', state: cell.state });
      }
    }
    if (!isIdle) {
      hasActed = true;
      await carryOutWork(work);
      continue;
    }
    const asked = previews.shift();
    if (asked !== undefined) {
      hasActed = true;
      asked.tell(await preview(asked.trade));
      continue;
    }
    await tellStanding();
    const watchAtMs = watch.follow();
    // A task that issues no command is taken together with an update's by a replay, which then reads a later time.
    if (!hasActed) showState();
    hasActed = false;
    setCurrentDetails(accountInWords(cell.state));
    alarm.setFor(Math.min(work.untilMs, watchAtMs));
    await condition(
      () =>
        loop.isWoken ||
        alarm.hasRung() ||
        (allHandlersFinished() && (loop.isStopping || workflowInfo().continueAsNewSuggested)),
    );
    loop.isWoken = false;
    alarm.reset();
  }
  watch.end();
  await accountActivities(cell.state.config.taskQueue).records.saveAccountState(cell.state);
  return accountAudit(cell.state);
}

function initialState(input: AccountInput): AccountState {
  const nowMs = workflowInfo().startTime.getTime();
  if (input.kind === 'continue') return completedState(input.state, nowMs);
  const config = completedConfig(input.config);
  const { saved } = input;
  if (saved === null) return newAccount(config, nowMs);
  return resumedAccount(withConfig(completedState(saved, nowMs), config, nowMs));
}

function only<T>(results: readonly T[]): T {
  const [first] = results;
  if (first === undefined) throw new Error('no result');
  return first;
}
