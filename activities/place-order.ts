import { ApplicationFailure } from '@temporalio/common';
import type { DecisionRecord } from '../domain/decision-record.ts';
import type { OrderPlan, OrderReport, PlaceOutcome } from '../domain/order.ts';
import { recordAfterPlacing } from '../domain/record-outcome.ts';
import type { ExchangeAccount } from '../exchanges/exchange.ts';
import { accountExchange } from './account-exchange.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { journaled } from './journaled.ts';
import { schedulingAccountId } from './scheduling-account.ts';
import { withHeartbeat } from './with-heartbeat.ts';

/** A worker that stalled longer than this sends no more: its workflow may already have given it up. */
const sendWindowMs = 4_000;
const fillWaitsMs = [0, 25, 50, 100, 200, 400, 800, 800];
/** With the send itself this stays below the activity's time limit, however slow the exchange is. */
const fillWithinMs = 4_000;

export interface PlaceOrderResult {
  readonly outcome: PlaceOutcome;
  /** When the outcome was known; the record is computed with it. */
  readonly atMs: number;
  readonly isJournaled: boolean;
  readonly lastNonce: string | null;
}

/** Sends one order at most once, waits for its fill, journals the record. Never throws for what an exchange does. */
export const placeOrder =
  (deps: ActivityDeps) =>
  async (record: DecisionRecord, lastNonce: string, tradingPlace: string): Promise<PlaceOrderResult> =>
    withHeartbeat(async (carry) => {
      const startedAtMs = Date.now();
      const accountId = schedulingAccountId();
      const { plan } = record;
      if (plan === null || record.accountId !== accountId) {
        throw ApplicationFailure.nonRetryable(`not an order of account ${accountId}`, 'ForeignOrder');
      }
      const account = accountExchange(deps, accountId, tradingPlace);
      const exchange = account.kind === 'open' ? account.exchange : null;
      exchange?.raiseNonce(lastNonce);
      carry(exchange);
      const outcome: PlaceOutcome =
        account.kind === 'open'
          ? await place(account.exchange, plan, startedAtMs)
          : { kind: 'not-sent', reason: account.kind === 'missing' ? credentialsGone : account.reason };
      const atMs = Date.now();
      const isJournaled = await journaled(deps.journal.writeRecords([recordAfterPlacing(record, outcome, atMs)]));
      return { outcome, atMs, isJournaled, lastNonce: exchange?.lastNonce ?? null };
    });

const credentialsGone = 'credentials not set on this worker';

async function place(exchange: ExchangeAccount, plan: OrderPlan, startedAtMs: number): Promise<PlaceOutcome> {
  const windowEndMs = startedAtMs + sendWindowMs;
  const sentAtMs = Date.now();
  const answer = await exchange.sendOrder({
    ...plan,
    sendBeforeMs: Math.min(plan.sendBeforeMs ?? windowEndMs, windowEndMs),
  });
  if (answer.kind === 'accepted') {
    return { kind: 'accepted', sentAtMs, order: await settledOrder(exchange, plan, answer.exchangeOrderId) };
  }
  const isOnlyLate =
    answer.kind === 'not-sent' && answer.reason === 'expired' && (plan.sendBeforeMs ?? Infinity) > Date.now();
  return isOnlyLate ? { kind: 'not-sent', reason: 'the worker stalled before the send' } : answer;
}

/** The order once nothing more can fill, or as far as it is known when the wait is over. */
async function settledOrder(exchange: ExchangeAccount, plan: OrderPlan, exchangeOrderId: string): Promise<OrderReport> {
  let latest: OrderReport = { ...unreported, exchangeOrderId, clientOrderId: plan.clientOrderId };
  const giveUpAtMs = Date.now() + fillWithinMs;
  for (const waitMs of fillWaitsMs) {
    if (Date.now() > giveUpAtMs) return latest;
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      latest = await exchange.orderById(exchangeOrderId, plan.symbol);
    } catch {
      continue;
    }
    if (latest.status !== 'open') return latest;
  }
  return latest;
}

const unreported = {
  status: 'open',
  filledQuantity: '0',
  cost: '0',
  averagePrice: null,
  feeAsset: null,
  feeAmount: '0',
  tradeIds: [],
} as const;
