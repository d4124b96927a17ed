import type { TradeView } from '../api/types.ts';
import { outcomeCounts } from '../trades/outcome-counts.ts';
import { count } from '../words/counting.ts';
import { outcomeInWords } from '../words/outcome-words.ts';

/** Such as `Buy BTC/USD: 300 accounts, 212 filled, 88 under way`. */
export function newsOf({ side, symbol, accounts }: TradeView): string {
  const counted = outcomeCounts(accounts).map(
    ({ outcome, number }) => `${number} ${outcomeInWords(outcome).word.toLowerCase()}`,
  );
  const head = `${side === 'buy' ? 'Buy' : 'Sell'} ${symbol}`;
  return counted.length === 0
    ? `${head}: handed out`
    : `${head}: ${count(accounts.length, 'account')}, ${counted.join(', ')}`;
}
