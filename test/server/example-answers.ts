import type { AccountEvent } from '../../domain/account-event.ts';
import type { AccountAudit } from '../../domain/account-status.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { OwnOrderResult } from '../../domain/own-order.ts';
import type { MarketCandles } from '../../server/lockstep.ts';
import type { AuditDocument } from '../../server/answers/audit.answer.ts';
import type { PreviewDocument } from '../../server/answers/preview.answer.ts';
import type { RehearsalDocument } from '../../server/answers/rehearsal.answer.ts';
import type { ReportDocument } from '../../server/answers/report.answer.ts';

export const orderOf = (clientOrderId: string): OwnOrderResult => ({
  clientOrderId,
  exchangeOrderId: 'e1',
  outcome: 'filled',
  code: null,
  context: '',
  quantity: '0.5',
  filledQuantity: '0.5',
  averagePrice: '100',
});

export const auditOf = (accountId: string): AccountAudit => ({
  accountId,
  name: accountId,
  role: 'user',
  exchange: 'kraken',
  sandbox: false,
  enabled: true,
  mode: 'observe',
  tradingState: 'active',
  connection: 'connected',
  reason: null,
  equityUsd: '1000',
  balances: [{ asset: 'USD', total: '1000', free: '900.5' }],
  permissions: { trade: true, withdraw: null, provenAtMs: 5 },
  allowsWithdrawal: false,
});

export const eventOf = (accountId: string): AccountEvent => ({
  eventId: `${accountId}-1`,
  accountId,
  atMs: 6,
  code: 'EXTERNAL_REDUCTION',
  symbol: 'BTC/USD',
  context: 'by=0.5',
  reducedBy: '0.5',
});

export const decisionOf = (accountId: string, masterEquityBefore: string): DecisionRecord => ({
  ...{ accountId, exchange: 'kraken', intentId: 'i1', leg: 'copy', revision: 1, sequence: 1, origin: 'master' },
  ...{ symbol: 'BTC/USD', side: 'buy', kind: 'entry', simulated: false, exitFraction: null, occurredAtMs: 1 },
  ...{ masterFill: { quantity: '1', averagePrice: '100' }, masterEquityBefore },
  ...{ mode: 'live', tradingState: 'active', decidedAtMs: 2 },
  basis: {
    ...{ snapshotAtMs: 1, snapshotAgeMs: 1, equityUsd: '1000', freeQuote: '1000', ownedQuantity: '0' },
    ...{ referencePrice: null, marketRules: null },
  },
  guards: [{ guard: 'mode', verdict: 'pass', context: '' }],
  sizing: [{ step: 'raw', value: '100' }],
  plan: {
    ...{ clientOrderId: 'c1', symbol: 'BTC/USD', side: 'buy', type: 'limit-ioc', quantity: '0.5' },
    ...{ limitPrice: '100.3', sendBeforeMs: 9 },
  },
  ...{ outcome: 'filled', code: null, context: '', exchangeOrderId: 'e1', filledQuantity: '0.5', filledCost: '50' },
  ...{ averagePrice: '100', feeAsset: 'USD', feeAmount: '0.2', tradeIds: ['t1'], slippageBps: '0', delayMs: 1 },
  fills: [{ atMs: 2, quantity: '0.5', cost: '50', feeAsset: 'USD', feeAmount: '0.2' }],
  settledAtMs: 3,
});

export const previewExample: PreviewDocument = {
  ...{ symbol: 'BTC/USD', side: 'buy', kind: 'entry', masterFill: null, masterEquityBefore: null, exitFraction: null },
  ...{ simulated: false, copying: null, accounts: [], unreached: [{ accountId: 'bob', reason: 'not running' }] },
};

export const rehearsalOf = (accountId: string): RehearsalDocument => ({
  ...{ accountId, mode: 'observe', since: 1, cleanObservations: 2, uncleanCodes: { NOT_CONNECTED: 1 }, positions: [] },
  ...{ realizedUsd: '0', unrealizedUsd: '0', profitUsd: '0', tradesInAll: 1 },
  trades: [
    {
      ...{ intentId: 'i1', sequence: 1, occurredAtMs: 1, symbol: 'BTC/USD', side: 'buy', kind: 'entry' },
      ...{ outcome: 'observed', code: null, context: '', quantity: '1', price: '100', fee: '0', realizedProfit: '0' },
      live: { filled: 1, skipped: 0, denied: 0, averageSlippageBps: '3', codes: {} },
    },
  ],
});

export const reportExample: ReportDocument = {
  range: { fromMs: null, beforeMs: null },
  accounts: [],
  total: {
    ...{
      accounts: 0,
      unpricedAccounts: [],
      trades: 0,
      fees: {},
      realizedProfit: { USD: '-1' },
      unrealizedProfit: null,
    },
    ...{ copied: 0, slippageAverageBps: null, slippageWorstBps: null, delayP50Ms: null, delayMaxMs: null },
  },
  ...{ executions: [], csv: null, notes: [] },
};

export const auditExample: AuditDocument = {
  accounts: [
    {
      ...auditOf('ann'),
      ...{ permissions: { trade: null, withdraw: null, provenAtMs: null }, credentialSource: 'vault' },
      maskedKey: 'abc…xyz',
    },
  ],
  totals: { usersUsd: '1000', masterUsd: '0', overallUsd: '1000', byUser: [], byExchange: [], unknown: [] },
};

export const candlesExample: MarketCandles = {
  exchange: 'kraken',
  symbol: 'BTC/USD',
  interval: '1h',
  candles: [{ openedAtMs: 1_767_225_600_000, open: '100', high: '101.5', low: '99', close: '100.5' }],
};
