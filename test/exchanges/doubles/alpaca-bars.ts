import type { AlpacaBook } from './alpaca-book.ts';
import { json } from './alpaca-http.ts';
import type { AlpacaReply } from './alpaca-http.ts';
import { candleOpenings } from './candle-openings.ts';

const lengths: Readonly<Record<string, number>> = { '5min': 300_000, '1H': 3_600_000, '1D': 86_400_000 };

/** As Alpaca's pages may be, shorter than asked for. */
const pageSize = 280;

/** Prices as JSON numbers. For everyone, without a key; the price has always been what it is. */
export function barsAnswer(book: AlpacaBook, query: URLSearchParams): AlpacaReply {
  const symbol = query.get('symbols') ?? '';
  const price = book.prices.get(symbol);
  const lengthMs = lengths[query.get('timeframe') ?? ''];
  if (lengthMs === undefined) return json(400, { message: 'invalid timeframe' });
  if (price === undefined) return json(200, { bars: {}, next_page_token: null });
  const all = candleOpenings(Date.parse(query.get('start') ?? ''), lengthMs, 10_000);
  const inOrder = query.get('sort') === 'desc' ? all.toReversed() : all;
  const bars = inOrder.slice(0, Math.min(pageSize, Number(query.get('limit') ?? 1_000))).map((openedAtMs) => {
    const t = new Date(openedAtMs).toISOString().replace('.000Z', 'Z');
    return `{"c":${price},"h":${price},"l":${price},"n":11,"o":${price},"t":"${t}","v":1.1138,"vw":${price}}`;
  });
  return { status: 200, body: `{"bars":{"${symbol}":[${bars.join(',')}]},"next_page_token":"QlRD"}` };
}
