import type { AccountConfig } from './account-config.ts';

/** Where an account's orders go, in words: an exchange, or its place for practice. A ledger belongs to one of them. */
export const tradingPlace = ({ exchange, sandbox = false }: Pick<AccountConfig, 'exchange' | 'sandbox'>): string =>
  sandbox ? `${exchange} (practice)` : exchange;
