import type { ApiKey } from '../book/book.ts';
import type { Exchange } from '../exchange.ts';
import type { Settings } from '../control/control-types.ts';
import type { LateFill } from '../orders/late-fill.ts';

/** One signed, permitted request on its way to an endpoint. */
export interface PrivateCall {
  readonly exchange: Exchange;
  readonly settings: Settings;
  readonly apiKey: ApiKey;
  readonly params: URLSearchParams;
  /** How an order that comes with this request is held back; null: not at all. */
  readonly lateFill: LateFill | null;
}

export const isTrue = (text: string | null): boolean => text?.toLowerCase() === 'true' || text === '1';
