import { minus, plus } from '../../../domain/decimal.ts';
import { assets } from './alpaca-assets.ts';
import type { AlpacaBook } from './alpaca-book.ts';
import { json } from './alpaca-http.ts';
import type { AlpacaReply } from './alpaca-http.ts';

/** Bid and ask a tick around the price, as JSON numbers. For everyone, without a key. */
export function quotesAnswer(book: AlpacaBook, symbols: string): AlpacaReply {
  const wanted = symbols.split(',');
  const invalid = wanted.find((symbol) => !/^[A-Z]+\/[A-Z]+$/.test(symbol));
  if (invalid !== undefined) {
    return json(400, { message: `Invalid symbol(s): ${invalid} does not match ^[A-Z]+/[A-Z]+$` });
  }
  const quotes = wanted.flatMap((symbol) => {
    const price = book.prices.get(symbol);
    const tick = assets.find((asset) => asset.symbol === symbol)?.price_increment;
    if (price === undefined || tick === undefined) return [];
    return `"${symbol}":{"ap":${plus(price, tick)},"as":0.5,"bp":${minus(price, tick)},"bs":0.25,"t":"2026-01-02T03:04:05.123456789Z"}`;
  });
  return { status: 200, body: `{"quotes":{${quotes.join(',')}}}` };
}
