import { describe, expect, test } from 'vitest';
import { withMode, withTradingState } from '../../domain/account-transitions.ts';
import { accountStatus } from '../../domain/account-report.ts';
import type { AccountState } from '../../domain/account-state.ts';
import { withAutomatic } from '../../domain/automatic-state.ts';
import { decide } from '../../domain/decide.ts';
import { orderToSend } from '../../domain/open-order.ts';
import { resolveByPerson } from '../../domain/resolve-order.ts';
import { tradeFromIntent } from '../../domain/trade.ts';
import { configOf, connected, entry, exit, nowMs, owning } from './accounts.ts';

const needingReview = (state: AccountState): AccountState => {
  const trade = tradeFromIntent(entry(), 'live');
  const order = { ...orderToSend(trade, decide(state, trade, nowMs), nowMs), state: 'needs-review' as const };
  return { ...state, openOrders: [order] };
};
const drifting = (role: 'user' | 'master' = 'user'): AccountState => ({
  ...owning('0.005', { targets: { 'BTC/USD': { quantity: '0.01', cause: 'EXTERNAL_REDUCTION' } } }),
  config: configOf('alice', { role, limits: { ...configOf('alice').limits, maxDriftPct: '25' } }),
});
const rights = (trade: boolean | null, withdraw: boolean | null): AccountState =>
  connected({ permissions: { trade, withdraw, provenAtMs: nowMs } });

describe('an account goes exit-only by itself', () => {
  test.each([
    ['an order that waits for a person', needingReview(connected()), 'ORDER_UNRESOLVED'],
    ['coins that somebody else sold', drifting(), 'DRIFT'],
    ['a key that may not trade any more', rights(false, false), 'CREDENTIALS_DEGRADED'],
    ['a key that can withdraw, which nobody allowed', rights(true, true), 'CREDENTIALS_DEGRADED'],
  ])('for %s, with the reason, and its exits pass', (_name, state, code) => {
    const next = withAutomatic(state, nowMs);
    expect([next.tradingState, next.automatic?.code]).toEqual(['exit-only', code]);
    expect(accountStatus(next).reason).toContain(code);
    const holding = { ...next, positions: owning('0.01').positions, snapshot: owning('0.01').snapshot };
    expect(decide(holding, tradeFromIntent(exit('1'), 'live'), nowMs).outcome).toBe('pending');
    expect(decide(next, tradeFromIntent(entry({ symbol: 'BTC/USD' }), 'live'), nowMs)).toMatchObject({
      code: 'TRADING_STATE_EXIT_ONLY',
      context: `reason=${code}`,
    });
  });

  test.each([
    [
      'an order that filled in part',
      { ...drifting(), targets: { 'BTC/USD': { quantity: '0.01', cause: 'PARTIAL_FILL' } } },
    ],
    ['a master who sells by hand', drifting('master')],
    ['rights that the exchange can not prove', rights(null, null)],
    ['a key that can withdraw, which a person allowed', { ...rights(true, true), allowsWithdrawal: true }],
    ['an observing account', { ...drifting(), mode: 'observe' as const }],
  ])('but not for %s', (_name, state) => {
    expect(withAutomatic(state, nowMs).tradingState).toBe('active');
  });

  test('an account that a person halted stays halted', () => {
    expect(withAutomatic({ ...drifting(), tradingState: 'halted' }, nowMs).tradingState).toBe('halted');
  });
});

describe("the way back is a person's", () => {
  test('it is never automatic: the cause gone, the account stays', () => {
    const stopped = withAutomatic(drifting(), nowMs);
    const mended = { ...stopped, targets: {} };
    expect(withAutomatic(mended, nowMs + 86_400_000).tradingState).toBe('exit-only');
  });

  test('the same cause does not stop it again, a new one does', () => {
    const back = withTradingState(withAutomatic(drifting(), nowMs), 'active', nowMs);
    expect(withAutomatic(back, nowMs).tradingState).toBe('active');
    const worse = { ...back, positions: owning('0.001').positions };
    expect(withAutomatic(worse, nowMs).tradingState).toBe('exit-only');
  });

  test('the loss limit holds as long as it stands, whatever a person says', () => {
    const limits = { ...configOf('alice').limits, maxDailyLossUsd: '1', stopTradingOnLoss: true };
    const state = { ...owning('0.01'), config: configOf('alice', { limits }) };
    const losing = { ...state, day: { date: '2026-01-15', trades: 0, profitAtStartUsd: '100' } };
    const back = withTradingState(withAutomatic(losing, nowMs), 'active', nowMs);
    expect(withAutomatic(back, nowMs).automatic?.code).toBe('DAILY_LOSS_REACHED');
    const raised = { ...back, config: configOf('alice', { limits: { ...limits, maxDailyLossUsd: '1000' } }) };
    expect(withAutomatic(raised, nowMs).tradingState).toBe('active');
  });

  test('settling the last unresolved order brings back an account that only such orders had stopped', () => {
    const stopped = withAutomatic(needingReview(connected()), nowMs);
    const clientOrderId = stopped.openOrders[0]?.record.plan?.clientOrderId ?? '';
    const { state } = resolveByPerson(stopped, { clientOrderId, verdict: 'never-existed' }, nowMs);
    expect([state.tradingState, state.automatic]).toEqual(['active', null]);
    const halted = withTradingState(stopped, 'halted', nowMs);
    expect(resolveByPerson(halted, { clientOrderId, verdict: 'never-existed' }, nowMs).state.tradingState).toBe(
      'halted',
    );
  });

  test('each change is recorded with who made it', () => {
    const stopped = withAutomatic(drifting(), nowMs);
    const back = withTradingState(stopped, 'active', nowMs + 1);
    expect(back.unwrittenEvents.map(({ code, context }) => `${code} ${context}`)).toEqual([
      'STATE_CHANGED from=active to=exit-only by=DRIFT symbol=BTC/USD target=0.01 actual=0.005 cause=EXTERNAL_REDUCTION',
      'STATE_CHANGED from=exit-only to=active by=person',
    ]);
  });
});

test('a key that can withdraw goes live only when a person allows it with the switch', () => {
  const state = { ...rights(true, true), mode: 'observe' as const };
  expect(withMode(state, 'live', false, nowMs).mode).toBe('observe');
  const allowed = withMode(state, 'live', true, nowMs);
  expect([allowed.mode, allowed.allowsWithdrawal]).toEqual(['live', true]);
  expect(withAutomatic(allowed, nowMs).tradingState).toBe('active');
});
