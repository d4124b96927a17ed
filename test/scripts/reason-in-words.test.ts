import { expect, test } from 'vitest';
import { reasonInWords } from '../../scripts/reason-in-words.ts';

test.each([
  [null, '', ''],
  ['DUST', '', 'too little to sell'],
  ['NOTIONAL_BELOW_MINIMUM', 'minimum=5 notional=3.20', "below the exchange's minimum (minimum 5, notional 3.20)"],
  [
    'TRADING_STATE_EXIT_ONLY',
    'reason=ORDER_UNRESOLVED symbol=BTC/USD',
    'exit-only: no new entries (an earlier order on this symbol is not resolved, BTC/USD)',
  ],
  ['TRADING_STATE_HALTED', 'by=global', 'halted (for all accounts)'],
  [
    'NOT_CONNECTED',
    'reason=kraken BalanceEx: EAPI:Invalid key',
    'not connected to the exchange (kraken BalanceEx: EAPI:Invalid key)',
  ],
  ['ANSWER_UNCLEAR', 'fetch failed', "the exchange's answer is unclear, the order is being looked for (fetch failed)"],
  ['A_NEW_CODE', 'a=b', 'A_NEW_CODE (a b)'],
])('a person reads words, not codes: %s %s', (code, context, words) => {
  expect(reasonInWords(code, context)).toBe(words);
});
