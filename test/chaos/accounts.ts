import { createHash } from 'node:crypto';
import { credentialText, type CredentialText } from '../../config/credential-text.ts';
import type { LoadedConfig } from '../../config/load-config.ts';
import { configOf } from '../domain/accounts.ts';
import type { PlannedAccount } from './plan-types.ts';

/** The accounts as every process of a run knows them. */
export const chaosConfig = (
  accounts: readonly PlannedAccount[],
): Pick<LoadedConfig, 'master' | 'users' | 'credentials'> => ({
  master: null,
  users: accounts.map(({ accountId, maxOrderUsd, maxDailyTrades, maxDailyLossUsd, stopLossPct, trailingStopPct }) => {
    const config = configOf(accountId, { stopLossPct, trailingStopPct });
    const limits = { ...config.limits, maxOrderUsd, maxDailyTrades, maxDailyLossUsd, stopTradingOnLoss: true };
    return { ...config, limits };
  }),
  credentials: new Map(accounts.map(({ accountId }) => [accountId, playCredential(accountId)])),
});

export const playCredential = (name: string): CredentialText =>
  credentialText(`play-${name}`, createHash('sha512').update(`lockstep chaos ${name}`).digest('base64'));

/** The key that a person uses beside Lockstep's, for the same account. */
export const personCredential = (accountId: string): CredentialText => playCredential(`${accountId}-by-hand`);

export const keyOf = (accountId: string): string => playCredential(accountId).apiKey;

export const masterOf = (group: number): string => `chaos_master_${String(group)}`;
