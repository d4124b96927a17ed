import { withEvents } from './account-events.ts';
import type { AccountState, AutomaticState } from './account-state.ts';
import { isLess, times } from './decimal.ts';
import { driftOf } from './drift.ts';
import { isLossLimitReached, profitTodayUsd } from './profit.ts';
import { asRehearsed } from './rehearsed-state.ts';

/** Holdings that changed without an order of ours. */
const foreignCauses = new Set(['EXTERNAL_REDUCTION', 'BALANCE_SHORT', 'UNEXPLAINED']);

/** An active account with a cause for it goes exit-only. Only a person brings it back. */
export function withAutomatic(state: AccountState, nowMs: number): AccountState {
  if (state.tradingState !== 'active') return state;
  const automatic = causes(state).find(({ signature }) => !state.acknowledged.includes(signature));
  if (automatic === undefined) return state;
  const context = `from=active to=exit-only by=${automatic.code} ${automatic.context}`.trim();
  const event = { code: 'STATE_CHANGED', symbol: '', key: `${nowMs}:${automatic.code}`, context } as const;
  return withEvents({ ...state, tradingState: 'exit-only', automatic }, [event], nowMs);
}

/** Every cause as it stands, for a person who trades on in spite of them. A loss limit can't be overruled so. */
export const presentSignatures = (state: AccountState): readonly string[] =>
  causes(state)
    .filter(({ code }) => code !== 'DAILY_LOSS_REACHED')
    .map(({ signature }) => signature);

const causes = (state: AccountState): readonly AutomaticState[] => [
  ...lossCause(state),
  ...(state.mode === 'live' ? [...unresolvedCauses(state), ...driftCauses(state), ...credentialCauses(state)] : []),
];

function lossCause(account: AccountState): readonly AutomaticState[] {
  const state = asRehearsed(account);
  const { stopTradingOnLoss, maxDailyLossUsd } = state.config.limits;
  if (!stopTradingOnLoss || !isLossLimitReached(state)) return [];
  const context = `profit_usd=${profitTodayUsd(state) ?? '?'} limit=${maxDailyLossUsd ?? '?'}`;
  return [{ code: 'DAILY_LOSS_REACHED', context, signature: `DAILY_LOSS_REACHED:${state.day.date}` }];
}

const unresolvedCauses = (state: AccountState): readonly AutomaticState[] =>
  state.openOrders
    .filter((order) => order.state === 'needs-review')
    .map(({ record }) => {
      const id = record.plan?.clientOrderId ?? '';
      const context = `client_order_id=${id} symbol=${record.symbol}`;
      return { code: 'ORDER_UNRESOLVED', context, signature: `ORDER_UNRESOLVED:${id}` };
    });

/** A master trades by hand as it likes. */
function driftCauses(state: AccountState): readonly AutomaticState[] {
  const { maxDriftPct } = state.config.limits;
  if (maxDriftPct === null || state.config.role === 'master') return [];
  return driftOf(state)
    .filter(({ cause }) => foreignCauses.has(cause))
    .filter(({ ratio }) => !isLess(times(ratio, '100'), maxDriftPct))
    .map(({ symbol, target, actual, cause }) => ({
      code: 'DRIFT',
      context: `symbol=${symbol} target=${target} actual=${actual} cause=${cause}`,
      signature: `DRIFT:${symbol}:${actual}`,
    }));
}

function credentialCauses({ permissions, allowsWithdrawal }: AccountState): readonly AutomaticState[] {
  const trouble = [
    ...(permissions?.trade === false ? ['trade=false'] : []),
    ...(permissions?.withdraw === true && !allowsWithdrawal ? ['withdraw=true'] : []),
  ];
  if (trouble.length === 0) return [];
  const context = trouble.join(' ');
  return [{ code: 'CREDENTIALS_DEGRADED', context, signature: `CREDENTIALS_DEGRADED:${context}` }];
}
