import { money, quantityText, signOf } from '../words/amounts.ts';

const quoteOf = (symbol: string): string => symbol.split('/')[1] ?? '';

/** Dollars with their sign, such as `$12.50`; other money by its name, such as `12.5 USDT`. */
export const quoteAmount = (symbol: string, amount: string | null): string =>
  quoteOf(symbol) === 'USD' ? money(amount) : amount === null ? '–' : `${quantityText(amount)} ${quoteOf(symbol)}`;

/** With a `+` for a profit. */
export const signedQuoteAmount = (symbol: string, amount: string | null): string =>
  `${signOf(amount) === 1 ? '+' : ''}${quoteAmount(symbol, amount)}`;
