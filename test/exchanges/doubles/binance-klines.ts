import type { Book } from './binance-book.ts';
import { marketById } from './binance-markets.ts';
import { badRequest } from './binance-refusal.ts';
import { candleOpenings } from './candle-openings.ts';

const lengths: Readonly<Record<string, number>> = { '5m': 300_000, '1h': 3_600_000, '1d': 86_400_000 };

/** The price has always been what it is. */
export function klines(book: Book, params: URLSearchParams): unknown {
  const market = marketById(params.get('symbol') ?? '');
  if (market === undefined) throw badRequest(-1121, 'Invalid symbol.');
  const lengthMs = lengths[params.get('interval') ?? ''];
  if (lengthMs === undefined) throw badRequest(-1120, 'Invalid interval.');
  const price = book.prices().find(({ symbol }) => symbol === market.id)?.price ?? '0';
  const most = Math.min(Number(params.get('limit') ?? 500), 1_000);
  return candleOpenings(Number(params.get('startTime')), lengthMs, most).map((openedAtMs) => [
    ...[openedAtMs, price, price, price, price, '148.97600000', openedAtMs + lengthMs - 1],
    ...['2434.19055334', 308, '28.46694368', '17928.89962484', '0'],
  ]);
}
