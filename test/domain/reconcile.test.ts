import { describe, expect, test } from 'vitest';
import { accountStatus } from '../../domain/account-report.ts';
import { afterReading } from '../../domain/after-reading.ts';
import type { AccountState, OpenOrder } from '../../domain/account-state.ts';
import { withDecided, withOpenOrder, withSettled } from '../../domain/account-transitions.ts';
import { decide } from '../../domain/decide.ts';
import { withTarget } from '../../domain/drift.ts';
import { withReductions } from '../../domain/external-reduction.ts';
import { afterLook, afterPlacing, orderToSend, resizedExit, sentAgain } from '../../domain/open-order.ts';
import type { ListedOrder, OrderReport, PlaceOutcome, TradeReport } from '../../domain/order.ts';
import { afterReconcile, reconcileRequest } from '../../domain/reconcile.ts';
import { findingsOf } from '../../domain/reconcile-findings.ts';
import { tradeFromIntent } from '../../domain/trade.ts';
import type { TradeIntent } from '../../domain/trade-intent.ts';
import { configOf, connected, entry, exit, nowMs, owning, reportOf as report, snapshotOf } from './accounts.ts';

const nothing: Partial<OrderReport> = {
  status: 'cancelled',
  filledQuantity: '0',
  cost: '0',
  averagePrice: null,
  feeAmount: '0',
  tradeIds: [],
};
const trade = (changes: Partial<TradeReport> = {}): TradeReport => ({
  tradeId: 'T1',
  exchangeOrderId: 'O1',
  symbol: 'BTC/USD',
  side: 'buy',
  quantity: '0.00498504',
  cost: '299.1024',
  feeAsset: 'USD',
  feeAmount: '1.1964096',
  atMs: nowMs + 1_000,
  ...changes,
});
const listed = (of: OrderReport): ListedOrder => ({ report: of, symbol: 'BTC/USD', side: 'buy', openedAtMs: nowMs });
const unknown: PlaceOutcome = { kind: 'unknown', reason: 'timeout', sentAtMs: nowMs, fenceAtMs: nowMs + 5_000 };

function traded(
  before: AccountState,
  intent: TradeIntent,
  outcome: PlaceOutcome,
): { state: AccountState; order: OpenOrder } {
  const asked = tradeFromIntent(intent, 'live');
  const record = decide(before, asked, nowMs);
  const order = orderToSend(asked, record, nowMs);
  const sending = withOpenOrder(withTarget(withDecided(before, record), record), order);
  const settled = afterPlacing(sending, order, outcome, nowMs + 50);
  return { state: withSettled(settled, nowMs + 50), order: settled.order };
}
const bought = (changes: Partial<OrderReport>): { state: AccountState; order: OpenOrder } =>
  traded(connected(), entry(), { kind: 'accepted', order: report(changes), sentAtMs: nowMs });

function reconciled(
  state: AccountState,
  orders: readonly ListedOrder[],
  trades: readonly TradeReport[],
  { atMs = nowMs + 10_000, btc = '5' } = {},
): AccountState {
  const findings = findingsOf(reconcileRequest(state, atMs), orders, trades, atMs);
  const balances = [
    { asset: 'USD', total: '3000', free: '3000' },
    { asset: 'BTC', total: btc, free: btc },
  ];
  const snapshot = snapshotOf({ atMs, balances });
  return afterReading(
    state,
    { kind: 'read', snapshot, markets: {}, permissions: null, findings, lastNonce: '9' },
    atMs,
    0.5,
  ).state;
}
const ledger = (state: AccountState) => state.positions['BTC/USD'];

describe('a fill that no report had told of', () => {
  test('after an order that was taken for dead: it is applied once, however often it is listed', () => {
    const { state, order } = bought(nothing);
    expect(ledger(state)).toBeUndefined();
    const clientOrderId = order.record.plan?.clientOrderId ?? '';
    const late = listed(report({ clientOrderId, status: 'cancelled' }));
    const once = reconciled(state, [late], [trade()]);
    expect(ledger(once)).toMatchObject({ ownedQuantity: '0.00498504', costBasis: '300.2988096' });
    expect(once.events).toMatchObject([{ code: 'MISSED_FILL', symbol: 'BTC/USD' }]);
    expect(once.unwritten.at(-1)).toMatchObject({ outcome: 'filled', tradeIds: ['T1'] });
    const twice = reconciled(once, [late, late], [trade(), trade()], { atMs: nowMs + 20_000 });
    expect(ledger(twice)).toEqual(ledger(once));
    expect(twice.events).toHaveLength(1);
  });

  test('the trades know of it before the order does', () => {
    const { state, order } = bought(nothing);
    const clientOrderId = order.record.plan?.clientOrderId ?? '';
    const blind = listed(report({ ...nothing, clientOrderId }));
    const parts = [
      trade({ tradeId: 'T1', quantity: '0.001', cost: '60', feeAmount: '0.24' }),
      trade({ tradeId: 'T2', quantity: '0.002', cost: '120', feeAmount: '0.48' }),
      trade({ tradeId: 'T2', quantity: '0.002', cost: '120', feeAmount: '0.48' }),
    ];
    const after = reconciled(state, [blind], parts);
    expect(ledger(after)).toMatchObject({ ownedQuantity: '0.003', costBasis: '180.72' });
    const more = reconciled(after, [listed(report({ clientOrderId }))], [], { atMs: nowMs + 20_000 });
    expect(ledger(more)).toMatchObject({ ownedQuantity: '0.00498504', costBasis: '300.2988096' });
  });

  test('two orders under one id at the exchange: both are owned', () => {
    const { state, order } = traded(connected(), entry(), unknown);
    const second = report({ exchangeOrderId: 'O2', tradeIds: ['T2'] });
    const settled = afterLook(
      state,
      order,
      { kind: 'found', order: report(), alsoFound: [second] },
      nowMs + 9_000,
      nowMs + 9_000,
    );
    expect(ledger(settled.state)).toMatchObject({ ownedQuantity: '0.00997008' });
    expect(settled.order.record.tradeIds).toEqual(['T1', 'T2']);
  });

  test('an order waiting to be sent again that the exchange lists is adopted, not sent', () => {
    const { state, order } = traded(connected(), entry(), unknown);
    const absent = withSettled(
      afterLook(state, order, { kind: 'absent' }, nowMs + 7_000, nowMs + 7_000),
      nowMs + 7_000,
    );
    expect(absent.openOrders).toMatchObject([{ state: 'waiting' }]);
    const clientOrderId = order.record.plan?.clientOrderId ?? '';
    const after = reconciled(absent, [listed(report({ clientOrderId }))], []);
    expect(after.openOrders).toEqual([]);
    expect(ledger(after)).toMatchObject({ ownedQuantity: '0.00498504' });
  });

  test('an order that lists nothing of ours proves nothing: what is unclear stays unclear', () => {
    const { state } = traded(connected(), entry(), unknown);
    expect(reconciled(state, [], []).openOrders).toMatchObject([{ state: 'unknown' }]);
  });
});

describe('what others did', () => {
  test('is recorded once and touches no ledger', () => {
    const foreign = [trade({ exchangeOrderId: 'X1', tradeId: 'XT', side: 'sell' })];
    const resting = listed(report({ ...nothing, exchangeOrderId: 'X2', status: 'open' }));
    const once = reconciled(owning('0.5'), [resting], foreign);
    expect(once.events.map(({ code }) => code)).toEqual(['EXTERNAL_TRADE', 'EXTERNAL_ORDER']);
    const twice = reconciled({ ...once, events: [], unwrittenEvents: [] }, [resting], foreign, {
      atMs: nowMs + 20_000,
    });
    expect(twice.events).toEqual([]);
    expect(ledger(twice)).toEqual(ledger(owning('0.5')));
  });

  test('before the account began is nobody’s business', () => {
    const old = trade({ exchangeOrderId: 'X1', atMs: nowMs - 60_000 });
    expect(reconciled(owning('0.5'), [], [old]).events).toEqual([]);
  });

  test('coins that a person sold leave the ledger at the second look, five seconds later, not at the first', () => {
    const first = reconciled(owning('0.5'), [], [], { btc: '0.2' });
    expect(ledger(first)).toMatchObject({ ownedQuantity: '0.5' });
    expect(first.nextReadAtMs).toBeLessThanOrEqual(nowMs + 16_000);
    expect(accountStatus(first).drift).toEqual([]);
    const second = reconciled(first, [], [], { btc: '0.2', atMs: nowMs + 15_500 });
    expect(ledger(second)).toMatchObject({ ownedQuantity: '0.2', costBasis: '240', realizedProfit: '0' });
    expect(second.events).toMatchObject([
      { code: 'EXTERNAL_REDUCTION', context: 'owned=0.5 balance=0.2 reduced_by=0.3' },
    ]);
    expect(accountStatus(second).drift).toEqual([
      { symbol: 'BTC/USD', target: '0.5', actual: '0.2', ratio: '0.6', cause: 'EXTERNAL_REDUCTION' },
    ]);
  });

  test('a balance that is short for one moment only takes nothing from the ledger', () => {
    const first = reconciled(owning('0.5'), [], [], { btc: '0.2' });
    const healed = reconciled(first, [], [], { atMs: nowMs + 12_000 });
    const again = reconciled(healed, [], [], { btc: '0.2', atMs: nowMs + 15_500 });
    expect(ledger(again)).toMatchObject({ ownedQuantity: '0.5' });
  });

  test('coins that the exchange moved to an earning balance are not gone', () => {
    const earning = snapshotOf({
      atMs: nowMs + 10_000,
      balances: [
        { asset: 'BTC', total: '0.1', free: '0.1' },
        { asset: 'BTC.F', total: '0.4', free: '0.4' },
      ],
    });
    const state = withReductions(owning('0.5', { shortfalls: { BTC: nowMs } }), earning, nowMs + 10_000);
    expect(ledger(state)).toMatchObject({ ownedQuantity: '0.5' });
    expect(state.shortfalls).toEqual({});
  });

  test('own coins beside the owned ones hide nothing and lose nothing', () => {
    expect(ledger(reconciled(owning('0.5'), [], [], { btc: '0.5' }))).toMatchObject({ ownedQuantity: '0.5' });
  });
});

describe('what a person trades by hand on the master', () => {
  const master = (changes: Partial<AccountState> = {}): AccountState => ({
    ...connected(changes),
    config: configOf('master', { role: 'master' }),
  });
  const hand = (changes: Partial<TradeReport>): TradeReport =>
    trade({ exchangeOrderId: 'H1', feeAmount: '0', quantity: '0.01', cost: '600', ...changes });
  const rows = [listed(report({ exchangeOrderId: 'H1' })), listed(report({ exchangeOrderId: 'H2' }))];
  function watched(state: AccountState, trades: readonly TradeReport[], orders = rows) {
    const findings = findingsOf(reconcileRequest(state, nowMs + 9_000), orders, trades, nowMs + 9_000);
    return afterReconcile(state, findings, nowMs + 9_000, 0.5);
  }

  test('is one fill for each order, and the ledger owns it, so that an exit is the right share', () => {
    const bought = watched(master(), [hand({ tradeId: 'A' }), hand({ tradeId: 'B' })]);
    expect(bought.byHand).toMatchObject([
      { request: { orderId: 'hand:H1:A', side: 'buy' }, order: { filledQuantity: '0.02', averagePrice: '60000' } },
    ]);
    expect(ledger(bought.state)).toMatchObject({ ownedQuantity: '0.02', costBasis: '1200' });
    const sold = watched(bought.state, [hand({ exchangeOrderId: 'H2', tradeId: 'C', side: 'sell' })]);
    expect(sold.byHand).toMatchObject([{ ownedBefore: '0.02', order: { filledQuantity: '0.01' } }]);
    expect(ledger(sold.state)).toMatchObject({ ownedQuantity: '0.01', costBasis: '600', realizedProfit: '0' });
  });

  test('is copied once, however often it is listed', () => {
    const trades = [hand({ tradeId: 'A' })];
    const once = watched(master(), trades);
    expect(watched(once.state, trades).byHand).toEqual([]);
  });

  test('coins held since before are sold without a word: nobody followed them', () => {
    const sold = watched(master(), [hand({ side: 'sell' })]);
    expect(sold.byHand).toEqual([]);
    expect(sold.state.events).toMatchObject([{ code: 'EXTERNAL_TRADE' }]);
  });

  test('a trade whose order is not listed may be our own: recorded, not copied', () => {
    expect(watched(master(), [hand({})], []).byHand).toEqual([]);
  });

  test('nobody follows a user', () => {
    expect(watched(connected(), [hand({})]).byHand).toEqual([]);
  });
});

describe('drift', () => {
  test('a remainder that was cancelled, and why', () => {
    const { state } = bought({ status: 'cancelled', filledQuantity: '0.00249252', cost: '149.5512' });
    expect(accountStatus(state).drift).toEqual([
      { symbol: 'BTC/USD', target: '0.00498504', actual: '0.00249252', ratio: '0.5', cause: 'PARTIAL_FILL' },
    ]);
  });

  test('none after a fill, a part of which went to the fee', () => {
    expect(accountStatus(bought({}).state).drift).toEqual([]);
    expect(accountStatus(bought({ feeAsset: 'BTC', feeAmount: '0.00001' }).state).drift).toEqual([]);
  });

  test('an unresolved order is the cause while it is', () => {
    const { state } = traded(connected(), entry(), unknown);
    expect(accountStatus(state).drift).toMatchObject([{ actual: '0', ratio: '1', cause: 'ORDER_UNRESOLVED' }]);
  });
});

describe('an exit refused because a person sold some of it', () => {
  const refused: PlaceOutcome = {
    kind: 'rejected',
    code: 'INSUFFICIENT_FUNDS',
    venueText: 'EOrder:Insufficient funds',
    retryAfterMs: null,
  };
  const short = (free: string) =>
    snapshotOf({ atMs: nowMs, balances: [{ asset: 'BTC', total: free, free }], prices: { 'BTC/USD': '60000' } });

  test('is sized by what is there and goes out under the same id', () => {
    const { state, order } = traded({ ...owning('0.5'), snapshot: snapshotOf({ atMs: 0 }) }, exit('1'), refused);
    expect(order).toMatchObject({ state: 'waiting', record: { outcome: 'pending', settledAtMs: null } });
    const { settled, isReady } = resizedExit({ ...state, snapshot: short('0.2') }, order, nowMs);
    expect(isReady).toBe(true);
    expect(sentAgain(settled.order, nowMs).record.plan).toMatchObject({
      quantity: '0.2',
      clientOrderId: order.record.plan?.clientOrderId,
    });
  });

  test('ends when nothing is left, and a second refusal stands', () => {
    const { state, order } = traded({ ...owning('0.5'), snapshot: snapshotOf({ atMs: 0 }) }, exit('1'), refused);
    const { settled } = resizedExit({ ...state, snapshot: short('0') }, order, nowMs);
    expect(settled).toMatchObject({ isOver: true, order: { record: { outcome: 'rejected', settledAtMs: nowMs } } });
    expect(afterPlacing(state, { ...order, state: 'sending' }, refused, nowMs)).toMatchObject({ isOver: true });
  });

  test('waits for a balance that is not known', () => {
    const { state, order } = traded({ ...owning('0.5'), snapshot: snapshotOf({ atMs: 0 }) }, exit('1'), refused);
    expect(resizedExit(state, order, nowMs)).toMatchObject({ isReady: false, settled: { isOver: false } });
  });
});
