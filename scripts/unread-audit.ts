import type { AccountConfig } from '../domain/account-config.ts';
import type { AccountAudit } from '../domain/account-status.ts';

/** An account that told nothing: its equity is not known, and counts nowhere. */
export function unreadAudit(config: AccountConfig, reason: string): AccountAudit {
  const { accountId, name, role, exchange, sandbox = false, enabled } = config;
  return {
    ...{ accountId, name, role, exchange, sandbox, enabled },
    mode: 'observe',
    tradingState: 'active',
    connection: 'not-connected',
    reason,
    equityUsd: null,
    balances: [],
    permissions: null,
    allowsWithdrawal: false,
  };
}
