import { describe, expect, test } from 'vitest';
import { afterRefusal, type AccountReading } from '../../domain/account-reads.ts';
import { afterReading as afterAnyReading } from '../../domain/after-reading.ts';
import type { AccountState } from '../../domain/account-state.ts';
import { accountStatus } from '../../domain/account-report.ts';
import { newAccount, resumedAccount, withIntent, withMode, withOwnTrade } from '../../domain/account-transitions.ts';
import { completedState } from '../../domain/completed-state.ts';
import { decide } from '../../domain/decide.ts';
import { clientOrderIdFor } from '../../domain/ids.ts';
import { withConfig } from '../../domain/moved-account.ts';
import { nextWork } from '../../domain/next-work.ts';
import { orderToSend } from '../../domain/open-order.ts';
import type { ReconcileFindings } from '../../domain/reconcile-findings.ts';
import { tradingPlace } from '../../domain/trading-place.ts';
import { tradeFromIntent, tradeFromRequest, tradeKey } from '../../domain/trade.ts';
import { configOf, connected, entry, exit, nowMs, owning, snapshotOf } from './accounts.ts';

const workOf = (state: AccountState) => nextWork(state, nowMs);
const nothingFound: ReconcileFindings = {
  atMs: nowMs,
  orders: [],
  foreignTrades: [],
  foreignOrders: [],
  foreignIds: [],
};
const afterReading = (...given: Parameters<typeof afterAnyReading>): AccountState => afterAnyReading(...given).state;
const read = (changes: Partial<Extract<AccountReading, { kind: 'read' }>> = {}): AccountReading => ({
  kind: 'read',
  snapshot: snapshotOf(),
  markets: {},
  permissions: null,
  findings: nothingFound,
  lastNonce: '7',
  ...changes,
});
const failed = (isRefused: boolean): AccountReading => ({
  kind: 'failed',
  isRefused,
  reason: 'EAPI:Invalid key',
  lastNonce: null,
});

describe('duplicates', () => {
  test('the same intent twice is one trade, by id and by number', () => {
    const intent = entry();
    const once = withIntent(connected(), intent);
    expect(withIntent(once, intent)).toBe(once);
    expect(withIntent(once, { ...intent, intentId: 'renamed' })).toBe(once);
    expect(withIntent(once, { ...intent, sequence: intent.sequence + 1 })).toBe(once);
  });

  test('a restarted numbering is no duplicate; numbers of the old one are', () => {
    const first = withIntent(connected(), entry({ sequence: 5, epochMs: 1 }));
    const second = withIntent(first, entry({ sequence: 5, epochMs: 2 }));
    expect(second.inbox).toHaveLength(2);
    expect(withIntent(second, entry({ sequence: 6, epochMs: 1 })).inbox).toHaveLength(2);
  });

  test('numbers arriving out of order are all taken, once', () => {
    const state = [9, 7, 8, 7, 9].reduce(
      (sum, sequence) => withIntent(sum, entry({ sequence, epochMs: 3 })),
      connected(),
    );
    expect(state.inbox.map(({ sequence }) => sequence)).toEqual([9, 7, 8]);
  });

  test('the same own order sent twice is one, however many intents came between', () => {
    const size = { kind: 'quote', amount: '100' } as const;
    const request = { orderId: 'mine', symbol: 'BTC/USD', side: 'buy', size, requestedAtMs: 1 } as const;
    const own = tradeFromRequest(request, 'live');
    const asked = withOwnTrade(connected(), own);
    const busy = Array.from({ length: 400 }, (_, index) =>
      entry({ intentId: `i${index}`, sequence: index + 1 }),
    ).reduce(withIntent, asked);
    expect(busy.inbox).toHaveLength(401);
    expect(withOwnTrade(busy, own)).toBe(busy);
    const { ownKeys: _, ...earlier } = connected().seen;
    const left = { ...connected(), seen: { ...earlier, recentIds: [tradeKey(own)] } } as unknown as AccountState;
    expect(withOwnTrade(completedState(left, 0), own).inbox).toEqual([]);
  });

  test('the client order id is a function of the facts and a UUID', () => {
    const key = { accountId: 'alice', intentId: 'one', leg: 'copy' };
    expect(clientOrderIdFor(key)).toBe(clientOrderIdFor({ ...key }));
    expect(clientOrderIdFor(key)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const others = [
      { ...key, accountId: 'bob' },
      { ...key, intentId: 'two' },
      { ...key, leg: 'own' },
    ].map(clientOrderIdFor);
    expect(new Set([clientOrderIdFor(key), ...others]).size).toBe(4);
  });
});

describe('what comes next', () => {
  test('exits before entries, entries before reads', () => {
    const queued = [entry(), entry(), exit('1')].reduce(withIntent, { ...owning('1'), nextReadAtMs: 0 });
    const first = workOf(queued);
    expect(first).toMatchObject({ kind: 'trade', trade: { kind: 'exit' } });
    const rest = { ...queued, inbox: queued.inbox.slice(0, 2) };
    expect(workOf(rest)).toMatchObject({
      kind: 'trade',
      trade: { kind: 'entry', sequence: queued.inbox[0]?.sequence },
    });
    expect(workOf({ ...rest, inbox: [] })).toEqual({ kind: 'read' });
  });

  test('an exit waits for an unclear order on its symbol, an exit elsewhere does not', () => {
    const trade = tradeFromIntent(entry(), 'live');
    const order = {
      ...orderToSend(trade, decide(owning('1'), trade, nowMs), nowMs),
      state: 'unknown' as const,
      nextLookAtMs: nowMs + 500,
    };
    const state = withIntent({ ...owning('1'), openOrders: [order] }, exit('1'));
    expect(workOf(state)).toEqual({ kind: 'wait', untilMs: nowMs + 500 });
    const other = withIntent(state, exit('1', { symbol: 'ETH/USD' }));
    expect(workOf(other)).toMatchObject({ kind: 'trade', trade: { symbol: 'ETH/USD' } });
  });

  test('before the exchange has answered nothing is sold; afterwards the exit is still there', () => {
    const starting = withIntent({ ...resumedAccount(owning('1')), nextReadAtMs: nowMs + 1_000 }, exit('1'));
    expect(workOf(starting)).toEqual({ kind: 'wait', untilMs: nowMs + 1_000 });
    expect(workOf(afterReading(starting, read(), nowMs, 0))).toMatchObject({ kind: 'trade', trade: { kind: 'exit' } });
  });
});

describe('connection', () => {
  test('a refused key disconnects at once, a passing fault only the third time', () => {
    expect(afterReading(connected(), failed(true), nowMs, 0)).toMatchObject({
      connection: 'not-connected',
      reason: 'EAPI:Invalid key',
    });
    const once = afterReading(connected(), failed(false), nowMs, 0);
    const twice = afterReading(once, failed(false), nowMs, 0);
    expect([once.connection, twice.connection, afterReading(twice, failed(false), nowMs, 0).connection]).toEqual([
      'connected',
      'connected',
      'not-connected',
    ]);
  });

  test('an account that never answered is not connected, and is connected by the first answer', () => {
    const fresh = newAccount(configOf('alice'), nowMs);
    expect(accountStatus(afterReading(fresh, failed(false), nowMs, 0)).statusWord).toBe('NOT CONNECTED');
    expect(accountStatus(afterReading(fresh, read(), nowMs, 0)).statusWord).toBe('OBSERVING');
    expect(accountStatus(afterReading(fresh, { kind: 'credentials-missing' }, nowMs, 0)).statusWord).toBe(
      'NOT TRADING (credentials not set)',
    );
  });

  test('only a connected account can go live, and a key refused later shows at once', () => {
    const fresh = newAccount(configOf('alice'), nowMs);
    expect(withMode(fresh, 'live', false, nowMs).mode).toBe('observe');
    const live = withMode(afterReading(fresh, read(), nowMs, 0), 'live', false, nowMs);
    expect(live.mode).toBe('live');
    expect(accountStatus(afterRefusal(live, 'EAPI:Invalid key', nowMs)).statusWord).toBe('NOT CONNECTED');
  });
});

describe('the day', () => {
  test('a loss at the limit makes the account exit-only, with the reason, and midnight starts anew', () => {
    const state = owning('0.01', { day: { date: '2026-01-15', trades: 3, profitAtStartUsd: '0' } });
    const limits = { ...state.config.limits, maxDailyLossUsd: '50', stopTradingOnLoss: true };
    const falling: AccountState = { ...state, config: { ...state.config, limits } };
    const at = (price: string, atMs: number) =>
      afterReading(falling, read({ snapshot: { ...snapshotOf(), atMs, prices: { 'BTC/USD': price } } }), atMs, 0);
    expect(at('55100', nowMs).tradingState).toBe('active');
    const stopped = at('55000', nowMs);
    expect([stopped.tradingState, stopped.automatic?.code]).toEqual(['exit-only', 'DAILY_LOSS_REACHED']);
    expect(accountStatus(stopped).reason).toBe('DAILY_LOSS_REACHED profit_usd=-50 limit=50');
    expect(stopped.unwrittenEvents).toMatchObject([{ code: 'STATE_CHANGED' }]);
    const tomorrow = at('55000', nowMs + 86_400_000);
    expect([tomorrow.tradingState, tomorrow.day.trades, tomorrow.day.profitAtStartUsd]).toEqual(['active', 0, '-50']);
  });
});

describe('a stop-loss', () => {
  const guarded = (changes: Partial<AccountState> = {}): AccountState => {
    const state = owning('0.01', changes);
    return { ...state, config: configOf('alice', { stopLossPct: '8' }) };
  };
  const at = (state: AccountState, price: string): AccountState =>
    afterReading(state, read({ snapshot: { ...snapshotOf(), prices: { 'BTC/USD': price } } }), nowMs, 0);

  test('sells all once the price fell by its percentage, and not before', () => {
    expect(at(guarded(), '55201').inbox).toEqual([]);
    const [sale] = at(guarded(), '55200').inbox;
    expect(sale).toMatchObject({ kind: 'exit', symbol: 'BTC/USD', size: { kind: 'fraction', fraction: '1' } });
    expect(decide(guarded(), sale ?? tradeFromIntent(exit('1'), 'live'), nowMs).plan).toMatchObject({
      side: 'sell',
      quantity: '0.01',
    });
  });

  test('asks once, in exit-only and as a rehearsal in observe too, and not when halted', () => {
    const once = at(guarded(), '50000');
    expect(once.inbox).toHaveLength(1);
    expect(at(once, '50000').inbox).toHaveLength(1);
    expect(at(guarded({ mode: 'observe' }), '50000').inbox).toMatchObject([{ arrivedInMode: 'observe' }]);
    expect(at(guarded({ tradingState: 'halted' }), '50000').inbox).toEqual([]);
    expect(at(guarded({ tradingState: 'exit-only' }), '50000').inbox).toHaveLength(1);
  });
});

describe('a file that names another exchange, or real money instead of play money', () => {
  const practice = configOf('alice', { exchange: 'alpaca', sandbox: true });
  const real = configOf('alice', { exchange: 'alpaca' });

  test('does not move what is owned: the account stays where that is', () => {
    const state = withConfig({ ...owning('1'), config: practice }, { ...real, name: 'Renamed' }, nowMs);
    expect(tradingPlace(state.config)).toBe('alpaca (practice)');
    expect(state).toMatchObject({ config: { name: 'Renamed' }, positions: { 'BTC/USD': { ownedQuantity: '1' } } });
  });

  test('begins anew and observes when nothing is owned; what was seen is not traded again', () => {
    const intent = entry();
    const before = withIntent({ ...connected(), config: practice }, intent);
    const state = withConfig({ ...before, inbox: [] }, real, nowMs);
    expect(state).toMatchObject({ mode: 'observe', reconciled: false, snapshot: null, config: { exchange: 'alpaca' } });
    expect(withIntent(state, intent)).toBe(state);
  });

  test('with the same place only the configuration changes', () => {
    const state = owning('1');
    const changed = withConfig(state, configOf('alice', { name: 'Other' }), nowMs);
    expect(changed.unwrittenEvents).toMatchObject([
      { code: 'CONFIGURED', context: 'name=Account alice->Other', atMs: nowMs },
    ]);
    expect({ ...changed, events: [], unwrittenEvents: [] }).toEqual({
      ...state,
      config: configOf('alice', { name: 'Other' }),
    });
  });
});
