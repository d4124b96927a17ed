import { createHash } from 'node:crypto';
import { credentialText, type CredentialText } from '../config/credential-text.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { noLimits, type AccountConfig } from '../domain/account-config.ts';
import type { SimulatorControl } from '../simulator/control-client.ts';

/** Play money accounts, the same in every process that is told how many there are. */
export const crowdConfig = (size: number): Pick<LoadedConfig, 'master' | 'users' | 'credentials'> => {
  const users = Array.from({ length: size }, (_, index) => memberConfig(index));
  const credentials = new Map(users.map(({ accountId }) => [accountId, playCredential(accountId)]));
  return { master: null, users, credentials };
};

export const playCredential = (name: string): CredentialText =>
  credentialText(`play-${name}`, createHash('sha512').update(`lockstep bench ${name}`).digest('base64'));

export async function openAtSimulator(control: SimulatorControl, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { apiKey, apiSecret } = playCredential(name);
    await control.createAccount({ name, key: apiKey, secret: apiSecret, balances: { USD: '10000' } });
  }
}

const memberConfig = (index: number): AccountConfig => {
  const accountId = `member_${String(index).padStart(4, '0')}`;
  return {
    accountId,
    name: `Member ${index}`,
    role: 'user',
    accountType: 'retail',
    exchange: 'kraken',
    enabled: true,
    description: '',
    credentialName: accountId.toUpperCase(),
    taskQueue: null,
    sizing: { kind: 'equity-proportional', multiplier: '1' },
    limits: { ...noLimits, stopTradingOnLoss: false },
    maxSlippageBps: null,
    stopLossPct: null,
    takeProfitPct: null,
    trailingStopPct: null,
  };
};
