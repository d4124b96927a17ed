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
  withIntent,
  withMode,
  withOwnTrade,
  withTradingState,
} from '../domain/account-transitions.ts';
import { isPositive } from '../domain/decimal.ts';
import { clientOrderIdFor } from '../domain/ids.ts';
import { withConfig } from '../domain/moved-account.ts';
import { nextWork } from '../domain/next-work.ts';
import type { LiquidatedPosition, OwnOrderResult } from '../domain/own-order.ts';
import { asRehearsed } from '../domain/rehearsed-state.ts';
import { resolveByPerson, type OrderResolution } from '../domain/resolve-order.ts';
import { liquidation, tradeFromRequest, tradeKey, type Trade } from '../domain/trade.ts';
import { createAccountWork, type AccountCell } from './account-work.ts';
import { accountActivities } from './activity-options.ts';
import { createAlarm } from './alarm.ts';
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
  const carryOutWork = createAccountWork(cell, time);
  const alarm = createAlarm(time);
  const loop = { isWoken: false, isStopping: false };

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
  setHandler(messages.setModeSignal, (mode) => {
    change(withMode(cell.state, mode));
  });
  setHandler(messages.setTradingStateSignal, (tradingState) => {
    change(withTradingState(cell.state, tradingState));
  });
  setHandler(messages.configureSignal, (config) => {
    change(withConfig(cell.state, config, time.nowMs()));
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

  async function liquidate(requestId: string): Promise<LiquidatedPosition[]> {
    const owned = Object.values(asRehearsed(cell.state).positions).filter((position) =>
      isPositive(position.ownedQuantity),
    );
    const results = await trade(
      owned.map(({ symbol }) => liquidation(requestId, symbol, time.nowMs(), cell.state.mode)),
    );
    return results.map((result, index) => {
      const { symbol = '', ownedQuantity = '0' } = owned[index] ?? {};
      const remaining = asRehearsed(cell.state).positions[symbol]?.ownedQuantity ?? '0';
      return { ...result, symbol, ownedBefore: ownedQuantity, remaining };
    });
  }

  if (input.kind === 'start' && input.auditOnly) {
    await carryOutWork({ kind: 'read' });
    return accountAudit(cell.state);
  }

  let shown = { mode: cell.state.mode, tradingState: cell.state.tradingState };
  let hasActed = true;
  for (;;) {
    const { mode, tradingState } = cell.state;
    if (mode !== shown.mode || tradingState !== shown.tradingState) {
      shown = { mode, tradingState };
      upsertSearchAttributes(stateAttributes(shown));
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
    // A task that issues no command is taken together with an update's by a replay, which then reads a later time.
    if (!hasActed) upsertSearchAttributes(stateAttributes(shown));
    hasActed = false;
    setCurrentDetails(accountInWords(cell.state));
    alarm.setFor(work.untilMs);
    await condition(
      () =>
        loop.isWoken ||
        alarm.hasRung() ||
        (allHandlersFinished() && (loop.isStopping || workflowInfo().continueAsNewSuggested)),
    );
    loop.isWoken = false;
    alarm.reset();
  }
  await accountActivities(cell.state.config.taskQueue).records.saveAccountState(cell.state);
  return accountAudit(cell.state);
}

function initialState(input: AccountInput): AccountState {
  if (input.kind === 'continue') return input.state;
  const { config, saved } = input;
  const nowMs = workflowInfo().startTime.getTime();
  return saved === null ? newAccount(config, nowMs) : resumedAccount(withConfig(saved, config, nowMs));
}

function only<T>(results: readonly T[]): T {
  const [first] = results;
  if (first === undefined) throw new Error('no result');
  return first;
}
