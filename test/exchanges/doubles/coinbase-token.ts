import { verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface TokenRequest {
  readonly authorization: string | undefined;
  readonly method: string;
  /** Host and path, without the query. */
  readonly address: string;
}

const longestLifeSeconds = 120;

/** Coinbase's token of one request: a JWT signed with the key's own EC key. Null: it proves nobody. */
export function tokenChecker(publicKeyOf: (keyName: string) => KeyObject | undefined) {
  const usedNonces = new Set<string>();
  return ({ authorization, method, address }: TokenRequest): string | null => {
    const [, head = '', claims = '', signature = ''] =
      /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization ?? '') ?? [];
    const { alg, kid, nonce } = decoded(head);
    const { sub, iss, nbf, exp, uri } = decoded(claims);
    const publicKey = publicKeyOf(String(kid));
    if (publicKey === undefined || alg !== 'ES256' || sub !== kid) return null;
    if (iss !== 'cdp' && iss !== 'coinbase-cloud') return null;

    const nowSeconds = Date.now() / 1000;
    if (typeof nbf !== 'number' || typeof exp !== 'number') return null;
    if (nowSeconds < nbf || nowSeconds > exp || exp - nbf > longestLifeSeconds) return null;
    // At Coinbase there is no scheme; what is not https keeps its own.
    if (String(uri).replace(' http://', ' ') !== `${method} ${address}`) return null;
    if (typeof nonce !== 'string' || usedNonces.has(nonce)) return null;

    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
    if (!verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))) return null;
    usedNonces.add(nonce);
    return String(kid);
  };
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
