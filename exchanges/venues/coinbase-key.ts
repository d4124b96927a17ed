import { createPrivateKey } from 'node:crypto';
import type { Credential } from '../credential.ts';

const expected =
  'the API secret is not the EC private key that Coinbase gave with an ECDSA key: it begins with ' +
  '"-----BEGIN EC PRIVATE KEY-----" and holds real line breaks';

/** What is wrong with a key's form, without showing it; null: nothing. */
export function credentialProblem({ apiKey, apiSecret }: Pick<Credential, 'apiKey' | 'apiSecret'>): string | null {
  if (!/^[\x21-\x7e]+$/.test(apiKey)) return 'the API key holds characters that no Coinbase key has';
  // What signs reads this one form, from the first character on.
  return apiSecret.startsWith('-----BEGIN EC PRIVATE KEY-----\n') && isP256(apiSecret) ? null : expected;
}

function isP256(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}
