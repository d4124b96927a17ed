import { candleOpenings } from './candle-openings.ts';
import type { CoinbaseBook } from './coinbase-book.ts';
import { jsonAnswer } from './coinbase-faults.ts';
import type { HttpAnswer } from './coinbase-faults.ts';
import { coinbaseProducts } from './coinbase-products.ts';

const lengths: Readonly<Record<string, number>> = { FIVE_MINUTE: 300_000, ONE_HOUR: 3_600_000, ONE_DAY: 86_400_000 };
const most = 350;

/** Newest first, as Coinbase has them; the price has always been what it is. */
export function candlesAnswer(book: CoinbaseBook, productId: string, query: URLSearchParams): HttpAnswer {
  const product = coinbaseProducts.find((one) => one.productId === productId);
  if (product === undefined) return refused(404, 'NOT_FOUND', 'valid product_id is required');
  const lengthMs = lengths[query.get('granularity') ?? ''];
  const [startMs, endMs] = ['start', 'end'].map((name) => Number(query.get(name)) * 1_000);
  if (lengthMs === undefined || startMs === undefined || endMs === undefined || endMs - startMs > most * lengthMs) {
    return refused(400, 'INVALID_ARGUMENT', 'number of candles requested should be less than 350');
  }
  const price = book.priceOf(product);
  const prices = { low: price, high: price, open: price, close: price, volume: '1.87780853' };
  const candles = candleOpenings(startMs, lengthMs, most)
    .filter((openedAtMs) => openedAtMs <= endMs)
    .map((openedAtMs) => ({ start: String(openedAtMs / 1_000), ...prices }));
  return jsonAnswer({ candles: candles.reverse() });
}

const refused = (status: number, error: string, message: string): HttpAnswer =>
  jsonAnswer({ error, error_details: message, message }, status);
