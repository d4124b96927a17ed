import { expect, test } from 'vitest';
import { activityResultInWords } from '../../scripts/history/activity-in-words.ts';
import type { OrderReport } from '../../domain/order.ts';
import { snapshotOf } from '../domain/accounts.ts';

const report = (exchangeOrderId: string): OrderReport => ({
  ...{ exchangeOrderId, clientOrderId: 'c', status: 'closed', filledQuantity: '0.5', cost: '30000' },
  ...{ averagePrice: '60000', feeAsset: null, feeAmount: '0', tradeIds: [] },
});

test('an order that exists twice under one id is told with both', () => {
  const found = { kind: 'found', order: report('O1'), alsoFound: [report('O2')] };
  expect(activityResultInWords('findOrder', { kind: 'answered', found, lastNonce: '1' })).toBe(
    'order O1 closed, filled 0.5 at 60000; ALSO under the same id: order O2 closed, filled 0.5 at 60000',
  );
  expect(activityResultInWords('findOrder', { kind: 'answered', found: { kind: 'absent' }, lastNonce: '1' })).toBe(
    'the exchange has no such order',
  );
});

test('a reading tells whether it reconciled, and what it found', () => {
  const reading = { kind: 'read', snapshot: snapshotOf() };
  const findings = { atMs: 1, orders: [report('O1')], foreignTrades: [{}, {}], foreignOrders: [], foreignIds: [] };
  const told = (more: object): string => activityResultInWords('readAccount', { ...reading, ...more });
  expect(told({ findings })).toBe('equity 3000 USD, reconciled, 1 order, 2 foreign trades');
  expect(told({ findings: null })).toBe('equity 3000 USD');
  expect(told({})).toBe('equity 3000 USD');
});
