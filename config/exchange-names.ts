import type { ExchangeName } from '../domain/account-config.ts';

export const supportedExchanges = [
  'kraken',
  'alpaca',
  'binance',
  'coinbase',
] as const satisfies readonly ExchangeName[];

/** Exchanges whose credential variables are recognised, so that a credential nobody uses is noticed. */
export const namedExchanges = ['kraken', 'alpaca', 'coinbase', 'binance'] as const;
