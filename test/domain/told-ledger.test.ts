import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountEvent } from '../../domain/account-event.ts';
import type { AccountState, OpenOrder } from '../../domain/account-state.ts';
import { withOpenOrder, withSettled } from '../../domain/account-transitions.ts';
import { decide } from '../../domain/decide.ts';
import { dividedBy, isPositive, plus } from '../../domain/decimal.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { executedOrder } from '../../domain/executed-order.ts';
import { withReductions } from '../../domain/external-reduction.ts';
import { ledgerEntries } from '../../domain/ledger-entry.ts';
import { afterLook, afterPlacing, orderToSend, type Settled } from '../../domain/open-order.ts';
import type { OrderReport } from '../../domain/order.ts';
import { afterReconcile } from '../../domain/reconcile.ts';
import type { ForeignTrade } from '../../domain/reconcile-findings.ts';
import { toldLedger } from '../../domain/told-ledger.ts';
import { tradeFromIntent } from '../../domain/trade.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { configOf, connected, entry, nowMs, reportOf, rulesOf, snapshotOf } from './accounts.ts';

interface Part {
  readonly quantity: string;
  readonly cost: string;
  readonly fee: string;
}
type Step =
  | {
      readonly kind: 'order';
      readonly symbol: string;
      readonly side: Side;
      readonly feeAsset: 'base' | 'quote' | 'third';
      readonly parts: readonly Part[];
      /** The last part is listed only after later steps. */
      readonly isMissed: boolean;
      /** What the worker's clock is off by. */
      readonly skewMs: number;
    }
  | { readonly kind: 'by-hand'; readonly trades: readonly ForeignTrade[] }
  | { readonly kind: 'reduction'; readonly share: number };

const amount = (most: number, places: number) =>
  fc.integer({ min: 1, max: most }).map((units) => dividedBy(String(units), String(10 ** places)));
const part = fc.record({ quantity: amount(90_000_000, 8), cost: amount(900_000_000, 5), fee: amount(90_000, 5) });
const symbol = fc.constantFrom('BTC/USD', 'ETH/USD');
const side = fc.constantFrom<Side[]>('buy', 'buy', 'sell');
const orderStep = fc.record({
  kind: fc.constant('order' as const),
  ...{ symbol, side },
  feeAsset: fc.constantFrom<('base' | 'quote' | 'third')[]>('base', 'quote', 'quote', 'third'),
  parts: fc.array(part, { minLength: 1, maxLength: 3 }),
  isMissed: fc.boolean(),
  skewMs: fc.constantFrom(0, -3_600_000, 3_600_000),
});
const foreign = fc
  .record({
    ...{ symbol, side, part },
    order: fc.integer({ min: 1, max: 3 }),
    isListed: fc.boolean(),
    later: fc.nat(2),
  })
  .map((of): ForeignTrade => ({
    ...{ tradeId: '', exchangeOrderId: `${of.symbol}-${of.side}-${of.order}`, symbol: of.symbol, side: of.side },
    ...{ quantity: of.part.quantity, cost: of.part.cost, feeAsset: 'USD', feeAmount: of.part.fee },
    ...{ atMs: nowMs + of.later, isOrderForeign: of.isListed },
  }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: orderStep, weight: 4 },
  {
    arbitrary: fc.record({ kind: fc.constant('by-hand' as const), trades: fc.array(foreign, { maxLength: 4 }) }),
    weight: 1,
  },
  { arbitrary: fc.record({ kind: fc.constant('reduction' as const), share: fc.nat(9) }), weight: 1 },
);

/** Drives an account through the steps and keeps what the journal would hold of it. */
function lived(role: 'master' | 'user', steps: readonly Step[]) {
  const rules = { 'BTC/USD': rulesOf('BTC/USD'), 'ETH/USD': rulesOf('ETH/USD') };
  let state: AccountState = {
    ...connected({ config: configOf('alice', { role }), markets: rules }),
    ledgerFromMs: nowMs,
  };
  let atMs = nowMs;
  const records = new Map<string, DecisionRecord>();
  const missed: { readonly order: OpenOrder; readonly report: OrderReport }[] = [];
  const keep = (record: DecisionRecord): void => {
    const known = records.get(record.intentId);
    if (known === undefined || known.revision < record.revision) records.set(record.intentId, record);
  };
  const took = (settled: Settled): OpenOrder => {
    state = withSettled(settled, atMs);
    keep(settled.order.record);
    return settled.order;
  };
  const listMissed = (foreignTrades: readonly ForeignTrade[] = []): void => {
    const orders = missed.splice(0).map(({ report }) => report);
    const findings = { atMs, orders, foreignTrades, foreignOrders: [], foreignIds: [] };
    const reconciled = afterReconcile(state, findings, atMs, 0.5);
    state = reconciled.state;
    for (const { order } of reconciled.changed) keep(order.record);
  };
  const trade = (of: Extract<Step, { readonly kind: 'order' }>): void => {
    const [base = '', quote = ''] = of.symbol.split('/');
    const asked = tradeFromIntent(entry({ symbol: of.symbol, side: of.side }), 'live');
    const decided = decide(connected(), { ...asked, symbol: 'BTC/USD', side: 'buy' }, atMs);
    const plan =
      decided.plan === null ? null : { ...decided.plan, ...{ symbol: of.symbol, side: of.side, quantity: '99' } };
    const clientOrderId = `C${atMs}`;
    const record: DecisionRecord = {
      ...decided,
      ...{ symbol: of.symbol, side: of.side, intentId: clientOrderId, decidedAtMs: atMs },
      ...{ plan: plan === null ? null : { ...plan, clientOrderId } },
      basis: { ...decided.basis, marketRules: rules[of.symbol as keyof typeof rules] },
    };
    const feeAsset = { base, quote, third: 'BNB' }[of.feeAsset];
    let report = reportOf({
      ...{ status: 'open', exchangeOrderId: `O${atMs}`, clientOrderId, feeAsset },
      ...{ filledQuantity: '0', cost: '0', feeAmount: '0', averagePrice: null, tradeIds: [] },
    });
    const told = of.isMissed ? of.parts.slice(0, -1) : of.parts;
    const next = (more: Part, status: OrderReport['status']): OrderReport => {
      const filledQuantity = plus(report.filledQuantity, more.quantity);
      const cost = plus(report.cost, more.cost);
      // As exchanges do: an average of a few decimals, of which the cost can't be had back.
      const averagePrice = Number(dividedBy(cost, filledQuantity)).toFixed(1);
      const feeAmount = plus(report.feeAmount, feeAsset === base ? '0.00000001' : more.fee);
      report = { ...report, ...{ filledQuantity, cost, averagePrice, feeAmount, status } };
      return report;
    };
    const order = orderToSend(asked, record, atMs);
    state = withOpenOrder(state, order);
    const [first, ...later] = told;
    const ends = (index: number) => (index === told.length - 1 ? ('cancelled' as const) : ('open' as const));
    const answer = first === undefined ? { ...report, status: 'cancelled' as const } : next(first, ends(0));
    const workerMs = atMs + 200 + of.skewMs;
    const outcome = { kind: 'accepted', order: answer, sentAtMs: workerMs - 100 } as const;
    atMs += 200;
    let open = took(afterPlacing(state, { ...order, record }, outcome, atMs, workerMs));
    for (const [index, more] of later.entries()) {
      atMs += 1_000;
      open = took(afterLook(state, open, { kind: 'found', order: next(more, ends(index + 1)) }, atMs, atMs));
    }
    const last = of.parts.at(-1);
    if (of.isMissed && last !== undefined) missed.push({ order: open, report: next(last, 'closed') });
  };
  const reduce = (share: number): void => {
    const position = state.positions['BTC/USD'];
    if (position === undefined || !isPositive(position.ownedQuantity)) return;
    const left = dividedBy(position.ownedQuantity, String(share + 2));
    const eth = { asset: 'ETH', total: '99999', free: '99999' };
    const seen = (): void => {
      const snapshot = snapshotOf({ atMs, balances: [{ asset: 'BTC', total: left, free: left }, eth] });
      state = withReductions(state, snapshot, atMs);
    };
    atMs += 10_000;
    seen();
    atMs += 10_000;
    seen();
  };
  let tradeNumber = 0;
  for (const each of steps) {
    atMs += 7_000;
    if (each.kind === 'order') trade(each);
    else if (each.kind === 'reduction') reduce(each.share);
    else listMissed(each.trades.map((one) => ({ ...one, tradeId: `T${(tradeNumber += 1)}` })));
  }
  atMs += 1_000;
  listMissed();
  return { state, records: [...records.values()], events: state.unwrittenEvents };
}

const told = (role: 'master' | 'user', records: readonly DecisionRecord[], events: readonly AccountEvent[]) =>
  toldLedger(
    ledgerEntries(
      records.flatMap((record) => executedOrder(record) ?? []),
      events,
      role,
    ),
  );

test.each(['user', 'master'] as const)(
  "profits told from the journal are the %s account's own to the last digit, whatever came late or by hand",
  (role) => {
    let withMissedFills = 0;
    let withReductions = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const { state, records, events } = lived(role, steps);
        // As a database gives them back: in another order, and as JSON.
        const journaled = JSON.parse(JSON.stringify([records.toReversed(), events.toReversed()])) as [
          DecisionRecord[],
          AccountEvent[],
        ];
        expect(told(role, ...journaled).positions).toEqual(state.positions);
        if (events.some(({ code }) => code === 'MISSED_FILL')) withMissedFills += 1;
        if (events.some(({ code }) => code === 'EXTERNAL_REDUCTION')) withReductions += 1;
      }),
      { numRuns: 150 },
    );
    expect(Math.min(withMissedFills, withReductions)).toBeGreaterThan(10);
  },
);

test('what was only observed, and what never filled, earns nothing', () => {
  const observed: DecisionRecord = {
    ...decide(connected({ mode: 'observe' }), tradeFromIntent(entry(), 'observe'), nowMs),
  };
  expect(observed.outcome).toBe('observed');
  expect(executedOrder({ ...observed, filledQuantity: '1' })).toBeNull();
  expect(executedOrder({ ...observed, mode: 'live', outcome: 'expired' })).toBeNull();
});

test('a record from before parts were recorded counts whole, by its average price', () => {
  const record = { ...decide(connected(), tradeFromIntent(entry(), 'live'), nowMs), filledQuantity: '0.5' };
  const order = executedOrder({
    ...record,
    averagePrice: '60000',
    feeAsset: 'USD',
    feeAmount: '12',
    outcome: 'filled',
  });
  expect(order?.fills).toEqual([
    {
      atMs: nowMs,
      delta: { side: 'buy', quantity: '0.5', cost: '30000', feeInBase: '0', feeInQuote: '12' },
      feeAsset: 'USD',
      feeAmount: '12',
    },
  ]);
});

test('of one moment, what a look showed comes before the order that was decided on it', () => {
  const decided = decide(connected(), tradeFromIntent(entry(), 'live'), nowMs);
  const filled = (intentId: string, fillAtMs: number, decidedAtMs: number): DecisionRecord => ({
    ...{ ...decided, intentId, decidedAtMs, filledQuantity: '1', outcome: 'filled' },
    fills: [{ atMs: fillAtMs, quantity: '1', cost: '100', feeAsset: null, feeAmount: '0' }],
  });
  const [sent, found] = [filled('sent', nowMs, nowMs), filled('found', nowMs, nowMs - 9_000)];
  const about = { accountId: 'alice', atMs: nowMs, symbol: 'BTC/USD', context: '' } as const;
  const reduction: AccountEvent = { ...about, eventId: 'r', code: 'EXTERNAL_REDUCTION', reducedBy: '0.5' };
  const trade: ForeignTrade = {
    ...{ tradeId: 'T', exchangeOrderId: 'H', symbol: 'BTC/USD', side: 'buy', quantity: '1', cost: '100' },
    ...{ feeAsset: null, feeAmount: '0', atMs: nowMs - 5, isOrderForeign: true },
  };
  const byHand: AccountEvent = { ...about, eventId: 't', code: 'EXTERNAL_TRADE', trade };
  const orders = [sent, found].flatMap((record) => executedOrder(record) ?? []);
  const entries = ledgerEntries(orders, [reduction, byHand], 'master');
  expect(entries.map((one) => (one.kind === 'fill' ? one.order.intentId : one.kind))).toEqual([
    ...['found', 'by-hand', 'reduction', 'sent'],
  ]);
});
