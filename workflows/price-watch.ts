import { ActivityFailure, CancellationScope, isCancellation } from '@temporalio/workflow';
import { withDay } from '../domain/account-reads.ts';
import { stopRetryMs, watchOf, withPrices } from '../domain/stops.ts';
import { tradingPlace } from '../domain/trading-place.ts';
import type { AccountCell } from './account-work.ts';
import { accountActivities, priorityOf } from './activity-options.ts';
import type { TaskTime } from './task-time.ts';

/**
 * One long activity that ends when a price calls for something: nothing is asked of the account's exchange, and nothing
 * is added to its history, while prices only move. It is begun anew whenever there is something else to watch.
 */
export function createPriceWatch(cell: AccountCell, time: TaskTime, wake: () => void, leaveCommand: () => void) {
  const { accountId, taskQueue } = cell.state.config;
  const { prices } = accountActivities(taskQueue);
  let running: { readonly key: string; readonly scope: CancellationScope } | null = null;
  /** The same watch again so soon told of nothing that could be acted on: it is not asked at full speed. */
  let ended = { key: '', atMs: 0 };

  function begin(key: string, watch: NonNullable<ReturnType<typeof watchOf>>): void {
    const scope = new CancellationScope();
    const mine = { key, scope };
    running = mine;
    const options = { summary: 'watch prices', priority: priorityOf('read', accountId) };
    const place = tradingPlace(cell.state.config);
    void scope
      .run(() => prices.watchPrices.executeWithOptions(options, [watch, place]))
      .then(
        (news) => (): void => {
          const nowMs = time.nowMs();
          cell.state = withDay(withPrices(cell.state, news, nowMs), nowMs);
        },
        (error: unknown) => {
          if (!isCancellation(error) && !(error instanceof ActivityFailure)) throw error;
          return (): void => undefined;
        },
      )
      .then((apply) => {
        time.begin();
        // A task without a command is no task to a replay: the end of a watch that is no more leaves one.
        if (running !== mine) {
          leaveCommand();
          return;
        }
        running = null;
        ended = { key, atMs: time.nowMs() };
        apply();
        wake();
      });
  }

  return {
    /** Watches what there is to watch by now. Returns when to ask again; `Infinity`: no time of its own. */
    follow(): number {
      const nowMs = time.nowMs();
      const watch = watchOf(cell.state, nowMs);
      const key = watch === null ? '' : JSON.stringify(watch);
      if (key === (running?.key ?? '')) return nextRetryAtMs(nowMs);
      running?.scope.cancel();
      running = null;
      if (watch === null) return nextRetryAtMs(nowMs);
      if (key === ended.key && nowMs - ended.atMs < stopRetryMs) return ended.atMs + stopRetryMs;
      begin(key, watch);
      return nextRetryAtMs(nowMs);
    },
    end(): void {
      running?.scope.cancel();
      running = null;
    },
  };

  /** A stop that fired lately is watched again after its pause. */
  function nextRetryAtMs(nowMs: number): number {
    const due = Object.values(cell.state.stops.firedAtMs).map((atMs) => atMs + stopRetryMs);
    return Math.min(...due.filter((atMs) => atMs > nowMs));
  }
}
