import { createHash, createHmac } from 'node:crypto';
import type { ApiKey } from '../book/book.ts';
import type { Exchange } from '../exchange.ts';
import { refuse } from './reply.ts';

export interface SignedRequest {
  /** As in the URL: `/0/private/Balance`. */
  readonly path: string;
  readonly key: string | undefined;
  readonly signature: string | undefined;
  readonly body: string;
  readonly params: URLSearchParams;
}

const noncePattern = /^\d{1,20}$/;

/** The key that signed the request. Its nonce is used up, whatever becomes of the request. */
export function authenticate(exchange: Exchange, request: SignedRequest): ApiKey | { readonly error: string } {
  const apiKey = exchange.book.keys.get(request.key ?? '');
  if (apiKey === undefined || apiKey.revoked) return refuse('EAPI:Invalid key');
  const nonce = request.params.get('nonce') ?? '';
  if (request.signature !== signatureOf(request.path, nonce, request.body, apiKey.secretBytes)) {
    return refuse('EAPI:Invalid signature');
  }
  if (!noncePattern.test(nonce) || BigInt(nonce) <= apiKey.lastNonce) return refuse('EAPI:Invalid nonce');
  exchange.commit([{ kind: 'nonce-used', key: apiKey.key, nonce }]);
  return apiKey;
}

/** Kraken's rule: HMAC-SHA512 over the path and SHA256(nonce + body), in base64. */
export function signatureOf(path: string, nonce: string, body: string, secret: Buffer): string {
  const digest = createHash('sha256')
    .update(nonce + body)
    .digest();
  return createHmac('sha512', secret).update(path).update(digest).digest('base64');
}
