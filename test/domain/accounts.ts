import { noLimits, type AccountConfig } from '../../domain/account-config.ts';
import type { AccountSnapshot } from '../../domain/account-snapshot.ts';
import type { AccountState } from '../../domain/account-state.ts';
import { newAccount } from '../../domain/account-transitions.ts';
import type { OrderReport } from '../../domain/order.ts';
import { emptyPosition } from '../../domain/position.ts';
import type { MarketRules } from '../../domain/market-rules.ts';
import type { TradeIntent } from '../../domain/trade-intent.ts';

export const nowMs = Date.UTC(2026, 0, 15, 12);

export const configOf = (accountId: string, changes: Partial<AccountConfig> = {}): AccountConfig => ({
  accountId,
  name: `Account ${accountId}`,
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
  ...changes,
});

export const rulesOf = (symbol: string, changes: Partial<MarketRules> = {}): MarketRules => ({
  symbol,
  base: symbol.split('/')[0] ?? '',
  quote: symbol.split('/')[1] ?? '',
  active: true,
  quantityStep: '0.00000001',
  priceTick: '0.1',
  minimumQuantity: '0.00005',
  minimumCost: '0.5',
  takerFeeRate: '0.004',
  ...changes,
});

export const snapshotOf = (changes: Partial<AccountSnapshot> = {}): AccountSnapshot => ({
  atMs: nowMs - 1_000,
  equityUsd: '3000',
  balances: [{ asset: 'USD', total: '3000', free: '3000' }],
  prices: { 'BTC/USD': '60000' },
  unpriced: [],
  ...changes,
});

/** Connected, read a second ago, 3,000 USD free, knows BTC/USD. */
export const connected = (changes: Partial<AccountState> = {}): AccountState => ({
  ...newAccount(configOf('alice'), nowMs),
  connection: 'connected',
  reason: null,
  reconciled: true,
  mode: 'live',
  snapshot: snapshotOf(),
  markets: { 'BTC/USD': rulesOf('BTC/USD') },
  nextReadAtMs: nowMs + 60_000,
  ...changes,
});

export const owning = (quantity: string, changes: Partial<AccountState> = {}): AccountState =>
  connected({
    positions: { 'BTC/USD': { ...emptyPosition('BTC/USD'), ownedQuantity: quantity, costBasis: '600' } },
    snapshot: snapshotOf({
      balances: [
        { asset: 'USD', total: '3000', free: '3000' },
        { asset: 'BTC', total: '5', free: '5' },
      ],
    }),
    ...changes,
  });

let sequence = 0;

/** The master spent 10% of its 30,000 USD on BTC a second ago. */
export function entry(changes: Partial<TradeIntent> = {}): TradeIntent {
  sequence += 1;
  return {
    intentId: `intent-${sequence}`,
    sequence,
    epochMs: 1,
    symbol: 'BTC/USD',
    side: 'buy',
    kind: 'entry',
    masterFill: { quantity: '0.05', averagePrice: '60000' },
    masterEquityBefore: '30000',
    exitFraction: null,
    simulated: false,
    occurredAtMs: nowMs - 1_000,
    ...changes,
  };
}

export const exit = (exitFraction: string, changes: Partial<TradeIntent> = {}): TradeIntent =>
  entry({ side: 'sell', kind: 'exit', masterEquityBefore: null, exitFraction, ...changes });

/** The order of {@link entry} as the exchange tells it: wholly filled. */
export const reportOf = (changes: Partial<OrderReport> = {}): OrderReport => ({
  exchangeOrderId: 'O1',
  clientOrderId: null,
  status: 'closed',
  filledQuantity: '0.00498504',
  cost: '299.1024',
  averagePrice: '60000',
  feeAsset: 'USD',
  feeAmount: '1.1964096',
  tradeIds: ['T1'],
  ...changes,
});
