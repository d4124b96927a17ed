import { describe, expect, test } from 'vitest';
import { parseExternalIntent } from '../../config/external-intent.ts';

const entry = {
  intentId: 'signal-1',
  symbol: 'BTC/USD',
  side: 'buy',
  kind: 'entry',
  masterFill: { quantity: '0.05', averagePrice: '60000' },
  masterEquityBefore: '30000',
  occurredAtMs: 0,
};
const exit = { intentId: 'signal-2', symbol: 'BTC/USD', side: 'sell', kind: 'exit', exitFraction: '0.20' };
const problemsOf = (json: unknown) => {
  const parsed = parseExternalIntent(json);
  return parsed.ok ? [] : parsed.problems;
};

test('an entry comes through whole, and a time of 0 stays 0', () => {
  expect(parseExternalIntent(entry, 99)).toEqual({ ok: true, intent: { ...entry, exitFraction: null } });
});

test('an exit needs no fill, and one without a time happened now', () => {
  expect(parseExternalIntent(exit, 99)).toEqual({
    ok: true,
    intent: { ...exit, exitFraction: '0.2', masterFill: null, masterEquityBefore: null, occurredAtMs: 99 },
  });
});

describe('a bad intent is refused by path: nothing is guessed with money', () => {
  test.each([
    ['unknown field', { ...entry, leverage: 10 }, ['leverage: unknown field']],
    [
      'unknown field inside',
      { ...entry, masterFill: { ...entry.masterFill, fee: '1' } },
      ['masterFill.fee: unknown field'],
    ],
    ['entry that sells', { ...entry, side: 'sell' }, ['side: expected "buy", as an entry on a spot market is']],
    ['exit that buys', { ...exit, side: 'buy' }, ['side: expected "sell", as an exit on a spot market is']],
    ['entry with a fraction', { ...entry, exitFraction: '1' }, ['exitFraction: unknown field']],
    ['exit with equity', { ...exit, masterEquityBefore: '1' }, ['masterEquityBefore: unknown field']],
    [
      'exit of nothing',
      { ...exit, exitFraction: '0' },
      ['exitFraction: expected a fraction above 0 and at most 1, such as "0.2"'],
    ],
    [
      'exit of more than all',
      { ...exit, exitFraction: '1.01' },
      ['exitFraction: expected a fraction above 0 and at most 1, such as "0.2"'],
    ],
    [
      'negative quantity',
      { ...entry, masterFill: { quantity: '-1', averagePrice: '1' } },
      ['masterFill.quantity: expected a decimal number above 0, such as "100.50"'],
    ],
    [
      'price in words',
      { ...entry, masterFill: { quantity: '1', averagePrice: 'market' } },
      ['masterFill.averagePrice: expected a decimal number above 0, such as "100.50"'],
    ],
    [
      'no equity',
      { ...entry, masterEquityBefore: undefined },
      ['masterEquityBefore: missing, expected a decimal number above 0, such as "100.50"'],
    ],
    [
      'symbol of the exchange',
      { ...entry, symbol: 'XXBTZUSD' },
      ['symbol: expected BASE/QUOTE in capitals, such as "BTC/USD"'],
    ],
    [
      'id with a line break',
      { ...entry, intentId: 'a\nb' },
      ['intentId: expected 1 to 128 printable ASCII characters without spaces'],
    ],
    [
      'negative time',
      { ...entry, occurredAtMs: -1 },
      ['occurredAtMs: expected a whole number of milliseconds since 1970'],
    ],
    [
      'time as text',
      { ...entry, occurredAtMs: '2026-01-01' },
      ['occurredAtMs: expected a whole number of milliseconds since 1970'],
    ],
    ['unknown kind', { ...entry, kind: 'hedge' }, ['kind: expected an object whose kind is "entry" or "exit"']],
    ['no object', [entry], ['expected an object whose kind is "entry" or "exit"']],
    [
      'amount beyond reason',
      { ...entry, masterEquityBefore: '9'.repeat(1_000_000) },
      ['masterEquityBefore: expected a decimal number above 0, such as "100.50"'],
    ],
  ])('%s', (_title, json, problems) => {
    expect(problemsOf(json)).toEqual(problems);
  });

  test('every mistake is told at once', () => {
    expect(problemsOf({ ...exit, side: 'buy', exitFraction: 2, extra: 1 })).toHaveLength(3);
  });
});
