import type { AccountMode, AccountView, ExchangeName, TradingState } from '../api/types.ts';
import type { Tone } from './outcome-words.ts';

interface Status {
  readonly word: string;
  readonly tone: Tone;
}

/** The status word as the command line has it, in a person's spelling. */
export function statusInWords(
  account: Pick<AccountView, 'connection' | 'mode' | 'tradingState'> & Pick<AccountView, 'config' | 'isRunning'>,
): Status {
  if (account.config?.enabled === false && !account.isRunning) return { word: 'Disabled', tone: 'quiet' };
  if (account.connection === 'credentials-missing') return { word: 'No key yet', tone: 'warning' };
  if (!account.isRunning) return { word: 'Stopped', tone: 'quiet' };
  if (account.connection === 'not-connected') return { word: 'Not connected', tone: 'bad' };
  if (account.tradingState === 'halted') return { word: 'Halted', tone: 'bad' };
  if (account.tradingState === 'exit-only') return { word: 'Selling only', tone: 'warning' };
  return account.mode === 'live' ? { word: 'Trading', tone: 'good' } : { word: 'Observing', tone: 'busy' };
}

export const statusesInOrder: readonly string[] = [
  'Trading',
  'Observing',
  'Selling only',
  'Halted',
  'Not connected',
  'No key yet',
  'Stopped',
  'Disabled',
];

export const modeWords: Readonly<Record<AccountMode, string>> = { live: 'Live', observe: 'Observe' };

export const stateWords: Readonly<Record<TradingState, string>> = {
  active: 'Buys and sells',
  'exit-only': 'Sells only',
  halted: 'Halted',
};

export const exchangeNames: Readonly<Record<ExchangeName, string>> = {
  kraken: 'Kraken',
  alpaca: 'Alpaca',
  binance: 'Binance',
  coinbase: 'Coinbase',
};
