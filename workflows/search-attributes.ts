import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common';
import type { AccountConfig, AccountMode, TradingState } from '../domain/account-config.ts';

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const accountId = keyword('AccountId');
const role = keyword('Role');
const exchange = keyword('Exchange');
const mode = keyword('Mode');
const tradingState = keyword('TradingState');

export const stateAttributes = (now: {
  readonly mode: AccountMode;
  readonly tradingState: TradingState;
}): SearchAttributePair[] => [
  { key: mode, value: now.mode },
  { key: tradingState, value: now.tradingState },
];

export const accountAttributes = (
  config: AccountConfig,
  now: { readonly mode: AccountMode; readonly tradingState: TradingState },
): SearchAttributePair[] => [
  { key: accountId, value: config.accountId },
  { key: role, value: config.role },
  { key: exchange, value: config.exchange },
  ...stateAttributes(now),
];
