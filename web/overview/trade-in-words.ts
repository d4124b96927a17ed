import type { TradeOutcome, TradeView } from '../api/types.ts';
import { money, quantityText } from '../words/amounts.ts';
import { count } from '../words/counting.ts';
import { outcomeInWords, outcomesInOrder } from '../words/outcome-words.ts';

/** Such as `Buy 0.025 BTC/USD at $60,000.00`. */
export function tradeInWords({ side, symbol, masterFill }: Pick<TradeView, 'side' | 'symbol' | 'masterFill'>): string {
  const verb = side === 'buy' ? 'Buy' : 'Sell';
  if (masterFill === null) return `${verb} ${symbol}`;
  return `${verb} ${quantityText(masterFill.quantity)} ${symbol} at ${priceText(symbol, masterFill.averagePrice)}`;
}

const priceText = (symbol: string, price: string): string =>
  symbol.endsWith('/USD') ? money(price) : `${quantityText(price)} ${symbol.split('/')[1] ?? ''}`.trim();

export interface OutcomeCount {
  readonly outcome: string;
  readonly number: number;
}

/** The best outcomes first. */
export function outcomeCounts(accounts: readonly TradeOutcome[]): readonly OutcomeCount[] {
  const counts = new Map<string, number>();
  for (const { outcome } of accounts) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const order = [...outcomesInOrder, ...[...counts.keys()].filter((outcome) => !outcomesInOrder.includes(outcome))];
  return order.flatMap((outcome) => {
    const number = counts.get(outcome);
    return number === undefined ? [] : [{ outcome, number }];
  });
}

/** Such as `Buy BTC/USD: 212 of 300 accounts filled, 88 under way`. */
export function newsOf({ side, symbol, accounts }: TradeView): string {
  const counted = outcomeCounts(accounts).map(
    ({ outcome, number }) => `${number} ${outcomeInWords(outcome).word.toLowerCase()}`,
  );
  const head = `${side === 'buy' ? 'Buy' : 'Sell'} ${symbol}`;
  return counted.length === 0
    ? `${head}: handed out`
    : `${head}: ${count(accounts.length, 'account')}, ${counted.join(', ')}`;
}
