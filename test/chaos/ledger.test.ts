import { expect, test } from 'vitest';
import { differsFrom, type Movement } from './ledger.ts';

const movement = (
  kind: Movement['kind'],
  quantity: string,
  amount: string,
  atMs: number,
  knownByMs = atMs,
): Movement => ({
  ...{ kind, quantity, amount, atMs, knownByMs },
});
const ledger = (quantity: string, costBasis: string, realizedProfit: string) => ({
  quantity,
  costBasis,
  realizedProfit,
});

test('a sale takes its share of the cost, the rest of what it brought is profit', () => {
  const movements = [movement('buy', '2', '200', 1), movement('sell', '0.5', '60', 2)];
  expect(differsFrom(ledger('1.5', '150', '10'), movements)).toBeNull();
  expect(differsFrom(ledger('1.5', '150', '10.00000001'), movements)).toEqual(ledger('1.5', '150', '10'));
});

test('a sale known late may count after a purchase that came later, no other order is allowed', () => {
  const late = [movement('buy', '1', '100', 1), movement('sell', '0.5', '60', 2, 9), movement('buy', '1', '140', 5)];
  const inTime = ledger('1.5', '190', '10');
  const afterwards = ledger('1.5', '180', '0');
  expect(differsFrom(inTime, late)).toBeNull();
  expect(differsFrom(afterwards, late)).toBeNull();
  const prompt = late.map((one) => ({ ...one, knownByMs: one.atMs }));
  expect(differsFrom(afterwards, prompt)).toEqual(inTime);
});

test('a reduction takes cost and leaves profit alone', () => {
  const movements = [movement('buy', '2', '200', 1), movement('reduction', '0.5', '0', 2)];
  expect(differsFrom(ledger('1.5', '150', '0'), movements)).toBeNull();
});
