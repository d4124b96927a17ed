import type { Json, VenueRequest } from '../venue.ts';

type Params = Readonly<Record<string, string>>;

/** Weights as Binance's documentation of 2026-07 has them. */
const signed = (method: VenueRequest['method'], path: string, weight: number, params: Params): VenueRequest => ({
  path,
  api: 'private',
  method,
  params,
  weight,
});

export const postOrder = (params: Params): VenueRequest => signed('POST', 'order', 1, params);
export const deleteOrder = (params: Params): VenueRequest => signed('DELETE', 'order', 1, params);
export const getOrder = (params: Params): VenueRequest => signed('GET', 'order', 4, params);
export const getOpenOrders = (symbol: string): VenueRequest => signed('GET', 'openOrders', 6, { symbol });
export const getAllOrders = (params: Params): VenueRequest => signed('GET', 'allOrders', 20, params);
export const getMyTrades = (params: Params): VenueRequest =>
  signed('GET', 'myTrades', params['orderId'] === undefined ? 20 : 5, params);
export const getAccount = (): VenueRequest => signed('GET', 'account', 20, { omitZeroBalances: 'true' });
export const getApiRestrictions = (): VenueRequest => ({
  ...signed('GET', 'account/apiRestrictions', 1, {}),
  api: 'sapi',
});
export const getPrices = (symbols: readonly string[]): VenueRequest => ({
  path: 'ticker/price',
  api: 'public',
  method: 'GET',
  params: { symbols: JSON.stringify(symbols) },
  weight: 4,
});

/** The most rows that Binance hands out at once. */
export const rowsPerPage = 1_000;

/** Null: no list, or one with a row that can't be read. */
export function readRows<T>(result: Json, readRow: (row: Json) => T | null): readonly T[] | null {
  if (!Array.isArray(result)) return null;
  const rows: T[] = [];
  for (const entry of result as readonly Json[]) {
    const row = readRow(entry);
    if (row === null) return null;
    rows.push(row);
  }
  return rows;
}
