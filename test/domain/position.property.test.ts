import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isZero, minus, plus, smaller, times, type DecimalText } from '../../domain/decimal.ts';
import { emptyPosition, withFill, type FillDelta, type Position } from '../../domain/position.ts';
import { magnitude } from './arbitrary-entry.ts';

interface Deal {
  readonly isBuy: boolean;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
}

const deals: fc.Arbitrary<readonly Deal[]> = fc.array(
  fc.record({ isBuy: fc.boolean(), quantity: magnitude(-6, 3, 8), price: magnitude(-3, 4, 5) }),
  { minLength: 1, maxLength: 60 },
);

interface Books {
  readonly position: Position;
  /** Quote units received less those paid, fees included. */
  readonly cash: DecimalText;
}

/** A sale sells at most what is owned, as every exit does. */
function after({ position, cash }: Books, { isBuy, quantity: wanted, price }: Deal): Books {
  const quantity = isBuy ? wanted : smaller(wanted, position.ownedQuantity);
  if (isZero(quantity)) return { position, cash };
  const cost = times(quantity, price);
  const feeInQuote = times(cost, '0.004');
  const fill: FillDelta = { side: isBuy ? 'buy' : 'sell', quantity, cost, feeInBase: '0', feeInQuote };
  const moved = isBuy ? minus('0', plus(cost, feeInQuote)) : minus(cost, feeInQuote);
  return { position: withFill(position, fill), cash: plus(cash, moved) };
}

test('no cent is lost or made: what was received and not paid is the profit less what is still invested', () => {
  fc.assert(
    fc.property(deals, (made) => {
      const { position, cash } = made.reduce(after, { position: emptyPosition('BTC/USD'), cash: '0' });
      expect(minus(position.realizedProfit, position.costBasis)).toBe(cash);
    }),
  );
});

test('a ledger stays small: sales in part add no digits for ever', () => {
  const bought = after(
    { position: emptyPosition('BTC/USD'), cash: '0' },
    { isBuy: true, quantity: '7', price: '29123.4' },
  );
  const sale: Deal = { isBuy: false, quantity: '0.0123', price: '30000.1' };
  const { position } = Array.from({ length: 500 }, () => sale).reduce(after, bought);
  expect(position.ownedQuantity).toBe('0.85');
  expect(JSON.stringify(position).length).toBeLessThan(300);
});
