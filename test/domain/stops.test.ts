import { describe, expect, test } from 'vitest';
import type { AccountState } from '../../domain/account-state.ts';
import { withDay } from '../../domain/account-reads.ts';
import type { PriceNews } from '../../domain/price-watch.ts';
import { stopRetryMs, watchOf, withHighs, withPrices } from '../../domain/stops.ts';
import { configOf, connected, nowMs, owning } from './accounts.ts';

/** 0.01 BTC bought at 60,000. */
const holding = (config: Parameters<typeof configOf>[1], changes: Partial<AccountState> = {}): AccountState => ({
  ...owning('0.01', { day: { date: '2026-01-15', trades: 0, profitAtStartUsd: '0' }, ...changes }),
  config: configOf('alice', config),
});
const news = (price: string, kind: PriceNews['kind'] = 'reached'): PriceNews => ({
  kind,
  prices: { 'BTC/USD': price },
  atMs: nowMs,
});
const legsAt = (state: AccountState, price: string): readonly string[] =>
  withPrices(state, news(price), nowMs).inbox.map(({ leg }) => leg);

describe('what an account has watched for it', () => {
  test('nothing without a stop or a loss limit, nothing when nothing is owned, nothing when halted', () => {
    expect(watchOf(holding({}), nowMs)).toBeNull();
    expect(watchOf({ ...connected(), config: configOf('alice', { stopLossPct: '5' }) }, nowMs)).toBeNull();
    expect(watchOf(holding({ stopLossPct: '5' }, { tradingState: 'halted' }), nowMs)).toBeNull();
  });

  test('its stops at their prices, and the loss at its floor', () => {
    const limits = { ...configOf('alice').limits, maxDailyLossUsd: '50', stopTradingOnLoss: true };
    const watch = watchOf(holding({ stopLossPct: '5', takeProfitPct: '10', trailingStopPct: '2', limits }), nowMs);
    expect(watch?.stops).toEqual([
      { symbol: 'BTC/USD', below: '57000', above: '66000', trailing: { percent: '2', high: '60000' } },
    ]);
    expect(watch?.loss?.floorUsd).toBe('-50');
  });

  test('no loss floor once it is exit-only: the limit has done what it can', () => {
    const limits = { ...configOf('alice').limits, maxDailyLossUsd: '50', stopTradingOnLoss: true };
    const watch = watchOf(holding({ stopLossPct: '5', limits }, { tradingState: 'exit-only' }), nowMs);
    expect(watch).toMatchObject({ loss: null, stops: [{ below: '57000' }] });
  });
});

describe('a price that reaches a stop sells all, once', () => {
  test.each([
    ['stop-loss', { stopLossPct: '5' }, '57000', '57000.1'],
    ['take-profit', { takeProfitPct: '10' }, '66000', '65999.9'],
    ['trailing-stop', { trailingStopPct: '2' }, '58800', '58800.1'],
  ])('%s', (leg, config, price, notYet) => {
    expect(legsAt(holding(config), notYet)).toEqual([]);
    expect(legsAt(holding(config), price)).toEqual([leg]);
    expect(legsAt(withPrices(holding(config), news(price), nowMs), price)).toEqual([leg]);
  });

  test('one that sold nothing fires again after a pause, and not before: no storm of orders', () => {
    const fired = { ...withPrices(holding({ stopLossPct: '5' }), news('57000'), nowMs), inbox: [] };
    expect(watchOf(fired, nowMs + stopRetryMs - 1)).toBeNull();
    expect(watchOf(fired, nowMs + stopRetryMs)).not.toBeNull();
  });

  test('a trailing stop follows the price up and never down', () => {
    const state = holding({ trailingStopPct: '2' });
    const risen = withPrices(state, news('70000', 'high'), nowMs);
    expect(watchOf(risen, nowMs)?.stops[0]?.trailing?.high).toBe('70000');
    const back = withPrices(risen, news('69000', 'priced'), nowMs);
    expect(watchOf(back, nowMs)?.stops[0]?.trailing?.high).toBe('70000');
    expect(legsAt(back, '68600')).toEqual(['trailing-stop']);
  });

  test('a position that was closed leaves no high behind: the next one would be sold at once', () => {
    const risen = withPrices(holding({ trailingStopPct: '2' }), news('70000', 'high'), nowMs);
    const closed = withHighs({ ...risen, positions: {} }, {});
    const again = { ...closed, positions: owning('0.01').positions };
    expect(watchOf(again, nowMs)?.stops[0]?.trailing?.high).toBe('60000');
  });

  test('an observing account rehearses its stops with what it would hold', () => {
    const observing = { ...holding({ stopLossPct: '5' }), mode: 'observe' as const };
    expect(withPrices(observing, news('57000'), nowMs).inbox).toMatchObject([{ arrivedInMode: 'observe' }]);
  });
});

test('a price at the floor of the day makes the account exit-only, and prices that fail to come are told', () => {
  const limits = { ...configOf('alice').limits, maxDailyLossUsd: '50', stopTradingOnLoss: true };
  const state = holding({ limits });
  const at = (price: string) => withDay(withPrices(state, news(price), nowMs), nowMs).tradingState;
  expect([at('55001'), at('55000')]).toEqual(['active', 'exit-only']);
  const blind = withPrices(state, { kind: 'blind', prices: {}, atMs: nowMs }, nowMs);
  expect(watchOf(blind, nowMs)?.isBlind).toBe(true);
  expect(watchOf(withPrices(blind, news('60000', 'priced'), nowMs), nowMs)?.isBlind).toBe(false);
});
