import type { AccountEvent } from '../../domain/account-event.ts';
import type { AccountState } from '../../domain/account-state.ts';
import { newAccount } from '../../domain/account-transitions.ts';
import type { DecisionRecord, IntentRecord } from '../../domain/decision-record.ts';
import { configOf } from '../domain/accounts.ts';

/** A follower's filled buy, changed as a test needs. */
export const record = (changes: Partial<DecisionRecord> = {}): DecisionRecord => ({
  accountId: 'retail_one',
  exchange: 'kraken',
  intentId: 'intent-1',
  leg: 'copy',
  revision: 1,
  sequence: 1,
  origin: 'master',
  symbol: 'BTC/USD',
  side: 'buy',
  kind: 'entry',
  simulated: false,
  masterFill: { quantity: '0.05', averagePrice: '60000' },
  masterEquityBefore: '30000',
  exitFraction: null,
  occurredAtMs: 1_760_000_000_000,
  mode: 'live',
  tradingState: 'active',
  decidedAtMs: 1_760_000_000_100,
  basis: {
    snapshotAtMs: 1_760_000_000_000,
    snapshotAgeMs: 100,
    equityUsd: '1000',
    freeQuote: '900.5',
    ownedQuantity: '0',
    referencePrice: '60000',
    marketRules: null,
  },
  guards: [{ guard: 'order limit', verdict: 'cap', context: 'limit=200' }],
  sizing: [{ step: 'raw', value: '100' }],
  plan: {
    clientOrderId: '8f14e45f-ceea-867f-a5d1-1f0e3c0a0b4d',
    symbol: 'BTC/USD',
    side: 'buy',
    type: 'limit-ioc',
    quantity: '0.00166',
    limitPrice: '60180',
    sendBeforeMs: 1_760_000_030_000,
  },
  outcome: 'filled',
  code: null,
  context: '',
  exchangeOrderId: 'OABCDE-FGHIJ-KLMNOP',
  filledQuantity: '0.00166',
  averagePrice: '60010.1',
  feeAsset: 'USD',
  feeAmount: '0.25',
  tradeIds: ['TABCDE-FGHIJ-KLMNOP'],
  slippageBps: '1.7',
  delayMs: 40,
  settledAtMs: 1_760_000_000_200,
  ...changes,
});

export const intent = (changes: Partial<IntentRecord> = {}): IntentRecord => ({
  intentId: 'intent-1',
  sequence: 1,
  symbol: 'BTC/USD',
  side: 'buy',
  kind: 'entry',
  simulated: false,
  masterFill: { quantity: '0.05', averagePrice: '60000' },
  occurredAtMs: 1_760_000_000_000,
  handedOutAtMs: 1_760_000_000_050,
  delivered: ['retail_one'],
  undelivered: [{ accountId: 'retail_two', reason: 'not running' }],
  ...changes,
});

export const accountState = (accountId: string, lastNonce: string): AccountState => ({
  ...newAccount(configOf(accountId), 1_760_000_000_000),
  lastNonce,
});

/** A person sold by hand what Lockstep had bought. */
export const event = (changes: Partial<AccountEvent> = {}): AccountEvent => ({
  eventId: 'event-1',
  accountId: 'retail_one',
  atMs: 1_760_000_000_000,
  code: 'EXTERNAL_REDUCTION',
  symbol: 'BTC/USD',
  context: 'owned=0.5 balance=0.2',
  ...changes,
});
