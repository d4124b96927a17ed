import type { IncomingHttpHeaders } from 'node:http';

export interface AlpacaCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Null body: none, as with a 204. */
export interface AlpacaReply {
  readonly status: number;
  readonly body: string | null;
}

export const json = (status: number, body: unknown): AlpacaReply => ({ status, body: JSON.stringify(body) });

/** Alpaca's error body; the status is the code's first three digits unless told otherwise. */
export const refused = (
  code: number,
  message: string,
  status = Math.floor(code / 100_000),
  more: object = {},
): AlpacaReply => json(status, { ...more, code, message });
