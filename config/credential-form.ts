import { createPrivateKey } from 'node:crypto';
import type { ExchangeName } from '../domain/account-config.ts';

interface SecretForm {
  /** What the variable's text is; null: not this form. */
  readonly read: (text: string) => string | null;
  readonly expectation: string;
}

const asItIs: SecretForm = {
  read: (text) => (/^[\x21-\x7e]+$/.test(text) ? text : null),
  expectation: 'letters, digits and signs without blanks, exactly as the exchange gave it',
};

/** The form of API keys, anywhere. */
export const keyForm = asItIs;

/** A damaged secret would sign wrongly and fail only at the exchange, after hours of looking. */
const forms: Readonly<Record<ExchangeName, SecretForm>> = {
  kraken: {
    read: (text) => (isBase64(text) ? text : null),
    expectation: 'base64 text, exactly as the exchange gave it',
  },
  binance: asItIs,
  coinbase: {
    read: (text) => p256Key(text.replaceAll(String.raw`\n`, '\n')),
    expectation: String.raw`an EC private key, "-----BEGIN EC PRIVATE KEY-----\n…", with its line breaks or \n for each`,
  },
  alpaca: asItIs,
};

/** The form of one exchange's API secrets. */
export const secretFormOf = (exchange: ExchangeName): SecretForm => forms[exchange];

/** Buffer.from skips what it can't read. */
const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

/** In the one spelling that can be signed with; keys also come as PKCS 8. */
function p256Key(pem: string): string | null {
  try {
    const key = createPrivateKey(pem);
    const isP256 = key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    return isP256 ? key.export({ type: 'sec1', format: 'pem' }).toString() : null;
  } catch {
    return null;
  }
}
