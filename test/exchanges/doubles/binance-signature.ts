import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { DoubleAccount } from './binance-book.ts';
import { badRequest, unauthorized } from './binance-refusal.ts';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** Whose request it is: the key is known, the time is right, and the signature is that of every byte before it. */
export function signerOf(request: ReceivedRequest, accounts: readonly DoubleAccount[], nowMs: number): DoubleAccount {
  const apiKey = request.headers['x-mbx-apikey'];
  if (typeof apiKey !== 'string' || apiKey === '') throw unauthorized(-2014, 'API-key format invalid.');
  const account = accounts.find((known) => known.apiKey === apiKey);
  if (account === undefined) throw unauthorized(-2015, 'Invalid API-key, IP, or permissions for action.');

  const all = request.query + request.body;
  const [, payload, signature] = /^(.*)&signature=([0-9a-f]{64})$/s.exec(all) ?? [];
  if (payload === undefined || signature === undefined) {
    throw badRequest(-1102, "Mandatory parameter 'signature' was not sent, was empty/null, or malformed.");
  }
  const params = new URLSearchParams(payload);
  const timestamp = params.get('timestamp') ?? '';
  if (!/^\d{13}$/.test(timestamp)) {
    throw badRequest(-1102, "Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed.");
  }
  checkTime(Number(timestamp), Number(params.get('recvWindow') ?? 5_000), nowMs);
  const expected = createHmac('sha256', account.apiSecret).update(payload).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) {
    throw badRequest(-1022, 'Signature for this request is not valid.');
  }
  return account;
}

function checkTime(timestampMs: number, windowMs: number, nowMs: number): void {
  if (windowMs > 60_000) throw badRequest(-1131, 'recvWindow must be less than 60000.');
  if (timestampMs >= nowMs + 1_000) {
    throw badRequest(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
  }
  if (nowMs - timestampMs > windowMs) {
    throw badRequest(-1021, 'Timestamp for this request is outside of the recvWindow.');
  }
}
