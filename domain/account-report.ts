import type { AccountEvent } from './account-event.ts';
import { freeBalance, type AccountSnapshot } from './account-snapshot.ts';
import type { AccountState } from './account-state.ts';
import {
  statusWordOf,
  type AccountAudit,
  type AccountStatus,
  type PositionStatus,
  type RehearsalStatus,
} from './account-status.ts';
import { isPositive, minus, rounded, times, type DecimalText } from './decimal.ts';
import type { DecisionRecord } from './decision-record.ts';
import { driftOf } from './drift.ts';
import { effectiveState } from './effective-state.ts';
import { exitSize } from './exit-size.ts';
import type { OwnOrderResult } from './own-order.ts';
import { averagePriceOf } from './position.ts';
import { profitTodayUsd, totalProfitUsd } from './profit.ts';
import { asRehearsed } from './rehearsed-state.ts';

export function accountStatus(state: AccountState): AccountStatus {
  const { config, snapshot } = state;
  const profit = profitTodayUsd(state);
  return {
    accountId: config.accountId,
    name: config.name,
    role: config.role,
    exchange: config.exchange,
    sandbox: config.sandbox ?? false,
    mode: state.mode,
    tradingState: effectiveState(state),
    ownTradingState: state.tradingState,
    connection: state.connection,
    reason: reasonOf(state),
    statusWord: statusWordOf({ ...state, tradingState: effectiveState(state) }),
    equityUsd: snapshot?.equityUsd ?? null,
    equityAtMs: snapshot?.atMs ?? null,
    quoteFree: snapshot === null ? null : freeDollars(snapshot),
    signalsObserved: state.signalsObserved,
    tradesCopied: state.tradesCopied,
    positions: positionsOf(state),
    rehearsal: rehearsalOf(state),
    openOrders: state.openOrders.length,
    needsReview: state.openOrders
      .filter((order) => order.state === 'needs-review')
      .map(({ record, sinceMs }) => ({
        clientOrderId: record.plan?.clientOrderId ?? '',
        symbol: record.symbol,
        side: record.side,
        quantity: record.plan?.quantity ?? '0',
        since: sinceMs,
      })),
    drift: driftOf(state),
    pnlTodayUsd: profit === null ? null : rounded(profit, 8),
    profitUsd: roundedOrNull(totalProfitUsd(state)),
    permissions: state.permissions,
    allowsWithdrawal: state.allowsWithdrawal,
    queued: state.inbox.length,
  };
}

const roundedOrNull = (amount: DecimalText | null): DecimalText | null => (amount === null ? null : rounded(amount, 8));

/** What keeps the account from trading as it should: its connection first, then the state for all, then its own. */
const reasonOf = ({ connection, reason, global, automatic, stops }: AccountState): string | null => {
  if (connection !== 'connected' || reason !== null) return reason;
  if (global.tradingState !== 'active') return global.reason ?? `all accounts are ${global.tradingState}`;
  if (automatic !== null) return `${automatic.code} ${automatic.context}`.trim();
  return stops.blindSinceMs === null ? null : `PRICE_UNKNOWN since=${new Date(stops.blindSinceMs).toISOString()}`;
};

const positionsOf = (state: AccountState): readonly PositionStatus[] =>
  Object.values(state.positions)
    .filter((position) => isPositive(position.ownedQuantity))
    .map((position) => {
      const price = state.snapshot?.prices[position.symbol];
      const rules = state.markets[position.symbol] ?? null;
      return {
        symbol: position.symbol,
        ownedQuantity: position.ownedQuantity,
        averagePrice: rounded(averagePriceOf(position), 8),
        costBasis: position.costBasis,
        unrealizedProfit:
          price === undefined ? null : rounded(minus(times(position.ownedQuantity, price), position.costBasis), 8),
        isDust:
          rules !== null &&
          exitSize(position.ownedQuantity, position.ownedQuantity, rules, price ?? null).kind === 'dust',
      };
    });

function rehearsalOf(state: AccountState): RehearsalStatus | null {
  if (state.rehearsal === null) return null;
  const rehearsed = asRehearsed(state);
  return { positions: positionsOf(rehearsed), profitUsd: roundedOrNull(totalProfitUsd(rehearsed)) };
}

/** On an exchange without dollars, the coin that stands for them there. */
const freeDollars = (snapshot: AccountSnapshot): DecimalText => {
  const held = ['USD', 'USDT', 'USDC'].find((asset) => isPositive(freeBalance(snapshot, asset)));
  return freeBalance(snapshot, held ?? 'USD');
};

export const accountAudit = (state: AccountState): AccountAudit => ({
  accountId: state.config.accountId,
  name: state.config.name,
  role: state.config.role,
  exchange: state.config.exchange,
  sandbox: state.config.sandbox ?? false,
  enabled: state.config.enabled,
  mode: state.mode,
  tradingState: effectiveState(state),
  connection: state.connection,
  reason: reasonOf(state),
  equityUsd: state.connection === 'connected' ? (state.snapshot?.equityUsd ?? null) : null,
  balances: state.connection === 'connected' ? (state.snapshot?.balances ?? []) : [],
  permissions: state.permissions,
  allowsWithdrawal: state.allowsWithdrawal,
});

export const ownOrderResult = (record: DecisionRecord, clientOrderId: string): OwnOrderResult => ({
  clientOrderId,
  exchangeOrderId: record.exchangeOrderId,
  outcome: record.outcome,
  code: record.code,
  context: record.context,
  quantity: record.plan?.quantity ?? '0',
  filledQuantity: record.filledQuantity,
  averagePrice: record.averagePrice,
});

/** An order that waits in the account's queue. */
export const undecidedResult = (clientOrderId: string): OwnOrderResult => ({
  clientOrderId,
  exchangeOrderId: null,
  outcome: 'pending',
  code: null,
  context: '',
  quantity: '0',
  filledQuantity: '0',
  averagePrice: null,
});

/** The account in words, as Markdown, for the Temporal UI. */
export function accountInWords(state: AccountState): string {
  const status = accountStatus(state);
  const latest = state.decisions.slice(-5).reverse();
  return [
    `**${status.name}** (${status.role}, ${status.exchange}): **${status.statusWord}**${status.reason === null ? '' : ` (${status.reason})`}`,
    '',
    `- mode \`${status.mode}\`, trading state \`${status.tradingState}\``,
    `- equity ${status.equityUsd === null ? 'unknown' : `${rounded(status.equityUsd, 2)} USD`}, free ${status.quoteFree ?? 'unknown'} USD`,
    ...status.positions.map(
      (position) => `- owns ${position.ownedQuantity} ${position.symbol} at ${position.averagePrice}`,
    ),
    ...status.drift.map(({ symbol, target, actual, cause }) => `- ${symbol}: holds ${actual} of ${target} (${cause})`),
    ...latest.map((record) => `- ${decisionInWords(record)}`),
  ].join('\n');
}

/** Such as `buy 0.0123 BTC/USD, intent 42: filled`. */
export function decisionInWords(record: DecisionRecord): string {
  const why = record.code === null ? '' : ` ${record.code}${record.context === '' ? '' : ` ${record.context}`}`;
  return `${orderInWords(record)}: ${record.outcome}${why}`;
}

/** What one write to the journal holds, such as `buy 0.0123 BTC/USD, intent 42: filled and 2 more`. */
export function writingInWords(records: readonly DecisionRecord[], events: readonly AccountEvent[]): string {
  const lines = [...records.map(decisionInWords), ...events.map(({ code, symbol }) => `${symbol}: ${code}`)];
  const [first = 'nothing'] = lines;
  return lines.length > 1 ? `${first} and ${lines.length - 1} more` : first;
}

/** Such as `buy 0.0123 BTC/USD, intent 42`. */
export function orderInWords(record: DecisionRecord): string {
  const quantity = record.plan === null ? '' : ` ${record.plan.quantity}`;
  const source = record.sequence === null ? 'own order' : `intent ${record.sequence}`;
  return `${record.side}${quantity} ${record.symbol}, ${source}`;
}
