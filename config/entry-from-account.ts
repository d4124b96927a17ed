import type { AccountConfig } from '../domain/account-config.ts';
import type { AccountEntry } from './account-file.schema.ts';
import { supportedExchanges } from './exchange-names.ts';

/** What an account file would say of this account, every field spelled out; null: no file could. */
export function entryFromAccount(config: AccountConfig): AccountEntry | null {
  const exchange = supportedExchanges.find((name) => name === config.exchange);
  if (exchange === undefined) return null;
  const { sizing, limits } = config;
  return {
    user_id: config.accountId,
    name: config.name,
    account_type: config.accountType,
    broker_type: exchange,
    enabled: config.enabled,
    description: config.description,
    credential_name: config.credentialName,
    task_queue: config.taskQueue,
    sizing: sizing.kind === 'fixed-quote' ? { kind: sizing.kind, amount_usd: sizing.amountUsd } : sizing,
    limits: {
      max_position_usd: limits.maxPositionUsd,
      max_order_usd: limits.maxOrderUsd,
      max_risk_per_trade_pct: limits.maxRiskPerTradePct,
      max_daily_loss_usd: limits.maxDailyLossUsd,
      max_daily_trades: limits.maxDailyTrades,
      max_drift_pct: limits.maxDriftPct,
      stop_trading_on_loss: limits.stopTradingOnLoss,
    },
    max_slippage_bps: config.maxSlippageBps,
    stop_loss_pct: config.stopLossPct,
    take_profit_pct: config.takeProfitPct,
    trailing_stop_pct: config.trailingStopPct,
  };
}
