import type { TradeOutcome, TradeView } from '../api/types.ts';
import { priceText, quantityText } from '../words/amounts.ts';
import { reasonInWords } from '../words/reason-words.ts';
import { spreadOf, type Spread } from './spread.ts';

type Traded = Pick<TradeView, 'side' | 'symbol' | 'masterFill'>;

/** Such as `Buy 0.1 BTC/USD at $50,000.00`. */
export const tradeInWords = (trade: Traded): string =>
  `${trade.side === 'buy' ? 'Buy' : 'Sell'} ${tradedInWords(trade)}`;

/** Such as `0.1 BTC/USD at $50,000.00`. */
export const tradedInWords = ({ symbol, masterFill }: Omit<Traded, 'side'>): string =>
  masterFill === null
    ? symbol
    : `${quantityText(masterFill.quantity)} ${symbol} at ${priceText(masterFill.averagePrice, symbol)}`;

/** Live events may carry the code alone. */
export const whyInWords = ({ why, code, context }: Pick<TradeOutcome, 'why' | 'code' | 'context'>): string =>
  why === '' ? reasonInWords(code, context) : why;

export const delaySpread = (accounts: readonly TradeOutcome[]): Spread | null =>
  spreadOf(accounts.flatMap(({ delayMs }) => delayMs ?? []));

export const slippageSpread = (accounts: readonly TradeOutcome[]): Spread | null =>
  spreadOf(accounts.flatMap(({ slippageBps }) => (slippageBps === null ? [] : Number(slippageBps))));

const percent = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 3,
  signDisplay: 'exceptZero',
});

/** Such as `+0.05 %`, of basis points. */
export const slippageText = (bps: number): string => `${percent.format(bps / 100)} %`;
