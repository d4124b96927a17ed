import { describe, expect, test } from 'vitest';
import { emptyDraft, mistakesIn, orderFor, orderInWords } from '../../web/preview/order-draft.ts';

const buy = { ...emptyDraft, symbol: 'btc/usd', size: ' 250 ' };

describe('an order as typed in the browser', () => {
  test('a trade that may have been sent keeps its id when typed again: never a second order', () => {
    const sent = orderFor(buy, null);
    expect(orderFor(buy, sent).orderId).toBe(sent.orderId);
    expect(orderFor({ ...buy, size: '251' }, sent).orderId).not.toBe(sent.orderId);
    expect(orderFor(buy, null).orderId).not.toBe(sent.orderId);
  });

  test('is sent in capitals and without blanks', () => {
    expect(orderFor(buy, null)).toMatchObject({
      symbol: 'BTC/USD',
      side: 'buy',
      size: { kind: 'quote', amount: '250' },
    });
  });

  test.each([
    ['100', '1'],
    ['50', '0.5'],
    ['12.5', '0.125'],
    ['0.1', '0.001'],
    ['33.333333333333333333', '0.33333333333333333333'],
    ['5', '0.05'],
  ])('%s percent sells exactly %s of what is owned', (size, fraction) => {
    const order = orderFor({ symbol: 'BTC/USD', side: 'sell', sizeKind: 'fraction', size }, null);
    expect(order.size).toEqual({ kind: 'fraction', fraction });
  });

  test.each(['7', '12.5', '0.1', '100', '33.333333333333333333'])('%s percent is told as it was typed', (size) => {
    const order = orderFor({ symbol: 'BTC/USD', side: 'sell', sizeKind: 'fraction', size }, null);
    expect(orderInWords(order, 'Ann')).toBe(`sell ${size}% of what Ann owns of BTC`);
  });

  test('says at each field what is expected', () => {
    expect(mistakesIn({ ...buy, symbol: 'BTC', size: '1e3' })).toEqual({
      symbol: 'Expected a symbol such as BTC/USD',
      size: 'Expected a number above 0',
    });
    expect(mistakesIn({ ...buy, side: 'sell', sizeKind: 'fraction', size: '101' })).toEqual({
      size: 'Expected a percentage up to 100',
    });
    expect(mistakesIn(buy)).toEqual({});
  });
});
