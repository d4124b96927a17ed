import type { Candle } from '../api/types.ts';
import { money, quantityText } from '../words/amounts.ts';

const mostDecimals = 8;

/** As many as the market's own prices have. */
export const decimalsOf = (candles: readonly Candle[]): number =>
  Math.min(mostDecimals, Math.max(0, ...candles.map(({ close }) => close.split('.')[1]?.length ?? 0)));

/** Such as `50,123.40`: an average of fills has more digits than anybody reads. */
export const priceText = (price: string, decimals: number): string =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
    price as `${number}`,
  );

const dollars = /^Z?USD[CT]?$/;

/** Of something paid in this asset; what stands for dollars is told as such. */
export const quoteText = (amount: string | null, quote: string): string =>
  amount === null || dollars.test(quote) ? money(amount) : `${quantityText(amount)} ${quote}`;
