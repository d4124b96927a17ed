import {
  allHandlersFinished,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  isCancellation,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { rounded } from '../domain/decimal.ts';
import { ordersToTell, withTold, type AddressedOrder } from '../domain/global-orders.ts';
import type { GlobalLimits, GlobalState } from '../domain/global-state.ts';
import {
  globalStatusOf,
  hasLimits,
  newGlobal,
  recounted,
  unheard,
  withAbsent,
  withJoined,
  withLatestPrices,
  withLeft,
  withLimits,
  withPersonsState,
  withStanding,
} from '../domain/global-transitions.ts';
import { totalsWatch } from '../domain/global-totals.ts';
import { accountWorkflowId } from '../domain/ids.ts';
import * as messages from './messages.ts';
import { createTotalsWatch } from './totals-watch.ts';

export type GlobalInput =
  | {
      readonly kind: 'start';
      readonly limits: GlobalLimits;
      /** The state an earlier run left; null for the first start. */
      readonly saved: GlobalState | null;
    }
  | { readonly kind: 'continue'; readonly state: GlobalState };

/** The server takes 2,000 signals in flight from one workflow. */
const batchSize = 500;
/** A burst of standings is counted once. */
const recountAfterMs = 1_000;
const patienceMs = 5_000;

/**
 * What holds for all accounts at once: a master switch, and limits on exposure and on the day's loss. Nobody waits for
 * it, and nothing in here depends on what time it is.
 */
export async function globalWorkflow(input: GlobalInput): Promise<void> {
  let state: GlobalState =
    input.kind === 'continue' ? input.state : withLimits(input.saved ?? newGlobal(input.limits), input.limits);
  const loop = { isWoken: false, isCounting: false, isDue: false, isWaiting: false };
  const watch = createTotalsWatch(
    (prices) => {
      change(withLatestPrices(state, prices));
      count();
    },
    () => {
      count();
    },
  );

  function change(next: GlobalState): void {
    state = next;
    loop.isWoken = true;
  }

  /** Once, a moment from now, whatever else comes until then. */
  function count(): void {
    if (loop.isCounting) return;
    loop.isCounting = true;
    void sleep(recountAfterMs).then(() => {
      loop.isDue = true;
      loop.isWoken = true;
    });
  }

  /** Accounts that were asked what they hold are given a moment to answer; then it goes on without them. */
  function waitForUnheard(): void {
    if (loop.isWaiting) return;
    loop.isWaiting = true;
    void sleep(patienceMs).then(() => {
      loop.isWaiting = false;
      change(withAbsent(state, unheard(state)));
    });
  }

  setHandler(messages.setGlobalStateSignal, (tradingState) => {
    change(withPersonsState(state, tradingState));
    count();
  });
  setHandler(messages.configureGlobalSignal, (limits) => {
    change(withLimits(state, limits));
    count();
  });
  setHandler(messages.joinGlobalSignal, (accountIds) => {
    change(withJoined(state, accountIds));
  });
  setHandler(messages.leaveGlobalSignal, (accountIds) => {
    change(withLeft(state, accountIds));
    count();
  });
  setHandler(messages.standingSignal, (standing) => {
    change(withStanding(state, standing));
    count();
  });
  setHandler(messages.globalStatusQuery, () => globalStatusOf(state));
  setHandler(messages.globalStateQuery, () => state);

  if (hasLimits(state)) count();
  for (;;) {
    if (workflowInfo().continueAsNewSuggested && allHandlersFinished()) {
      await continueAsNew<typeof globalWorkflow>({ kind: 'continue', state });
    }
    const orders = ordersToTell(state, batchSize);
    if (orders.length > 0) {
      // Before anything is awaited: who joins meanwhile is told anew.
      state = withTold(state, orders);
      const absent = await tell(orders);
      state = withAbsent(state, absent);
      continue;
    }
    if (loop.isDue && unheard(state).length === 0) {
      loop.isDue = false;
      loop.isCounting = false;
      state = recounted(state);
      watch.follow(totalsWatch(state));
      continue;
    }
    if (loop.isDue) waitForUnheard();
    setCurrentDetails(globalInWords(state));
    await condition(() => loop.isWoken || (workflowInfo().continueAsNewSuggested && allHandlersFinished()));
    loop.isWoken = false;
  }
}

/** At once to all; who isn't running is data, not a failure. */
async function tell(orders: readonly AddressedOrder[]): Promise<readonly string[]> {
  const absent = await Promise.all(
    orders.map(async ({ accountId, order }) => {
      try {
        await getExternalWorkflowHandle(accountWorkflowId(accountId)).signal(messages.setGlobalSignal, order);
        return [];
      } catch (error) {
        if (isCancellation(error)) throw error;
        return [accountId];
      }
    }),
  );
  return absent.flat();
}

function globalInWords(state: GlobalState): string {
  const { tradingState, reason, limits, accounts, exposureUsd, profitTodayUsd } = globalStatusOf(state);
  const usd = (amount: string | null): string => (amount === null ? '-' : rounded(amount, 2));
  return [
    `**${tradingState}** for ${accounts} accounts${reason === null ? '' : ` (${reason})`}`,
    '',
    `- exposure ${usd(exposureUsd)} of ${limits.maxExposureUsd ?? 'unlimited'} USD`,
    `- today ${usd(profitTodayUsd)} USD, may lose ${limits.maxDailyLossUsd ?? 'unlimited'} USD`,
  ].join('\n');
}
