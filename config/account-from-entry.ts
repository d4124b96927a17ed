import type { AccountConfig, AccountRole, Limits, Sizing } from '../domain/account-config.ts';
import type { AccountEntry } from './account-file.schema.ts';

export function accountFromEntry(entry: AccountEntry, role: AccountRole): AccountConfig {
  return {
    accountId: entry.user_id,
    name: entry.name ?? entry.user_id,
    role,
    accountType: entry.account_type,
    exchange: entry.broker_type,
    enabled: entry.enabled,
    description: entry.description,
    credentialName: role === 'master' ? 'MASTER' : (entry.credential_name ?? firstWordOf(entry.user_id)),
    taskQueue: entry.task_queue,
    sizing: sizingFrom(entry.sizing),
    limits: limitsFrom(entry.limits),
    maxSlippageBps: entry.max_slippage_bps,
    stopLossPct: entry.stop_loss_pct,
    takeProfitPct: entry.take_profit_pct,
    trailingStopPct: entry.trailing_stop_pct,
  };
}

/** `retail_one` is `RETAIL`. */
const firstWordOf = (userId: string): string => (userId.split(/[^A-Za-z0-9]/)[0] ?? userId).toUpperCase();

function sizingFrom(sizing: AccountEntry['sizing']): Sizing {
  switch (sizing.kind) {
    case 'equity-proportional':
    case 'percent-of-equity':
      return sizing;
    case 'fixed-quote':
      return { kind: sizing.kind, amountUsd: sizing.amount_usd };
  }
}

const limitsFrom = (limits: AccountEntry['limits']): Limits => ({
  maxPositionUsd: limits.max_position_usd,
  maxOrderUsd: limits.max_order_usd,
  maxRiskPerTradePct: limits.max_risk_per_trade_pct,
  maxDailyLossUsd: limits.max_daily_loss_usd,
  maxDailyTrades: limits.max_daily_trades,
  maxDriftPct: limits.max_drift_pct,
  stopTradingOnLoss: limits.stop_trading_on_loss,
});
