import type { TradeOutcome, TradeView } from '../api/types.ts';
import { quantityText } from '../words/amounts.ts';
import { reasonInWords } from '../words/reason-words.ts';
import { spreadOf, type Spread } from './spread.ts';

/** Such as `Buy 0.1 BTC/USD at 50,000`. */
export function tradeInWords({ side, symbol, masterFill }: Pick<TradeView, 'side' | 'symbol' | 'masterFill'>): string {
  const deed = side === 'buy' ? 'Buy' : 'Sell';
  return masterFill === null
    ? `${deed} ${symbol}`
    : `${deed} ${quantityText(masterFill.quantity)} ${symbol} at ${quantityText(masterFill.averagePrice)}`;
}

/** Live events may carry the code alone. */
export const whyInWords = ({ why, code, context }: Pick<TradeOutcome, 'why' | 'code' | 'context'>): string =>
  why === '' ? reasonInWords(code, context) : why;

export const delaySpread = (accounts: readonly TradeOutcome[]): Spread | null =>
  spreadOf(accounts.flatMap(({ delayMs }) => delayMs ?? []));

export const slippageSpread = (accounts: readonly TradeOutcome[]): Spread | null =>
  spreadOf(accounts.flatMap(({ slippageBps }) => (slippageBps === null ? [] : Number(slippageBps))));

const bps = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2, signDisplay: 'exceptZero' });

export const bpsText = (value: number): string => `${bps.format(value)} bps`;
