import type { ExchangeName } from '../domain/account-config.ts';
import { keyForm, secretFormOf } from './credential-form.ts';
import { credentialText, type CredentialText } from './credential-text.ts';

export type ReadCredential =
  | { readonly ok: true; readonly credential: CredentialText }
  | { readonly ok: false; readonly field: 'apiKey' | 'apiSecret'; readonly expectation: string };

/** What a person typed, in the form that the exchange gives keys. */
export function readTypedCredential(
  exchange: ExchangeName,
  typed: { readonly apiKey: string; readonly apiSecret: string },
): ReadCredential {
  const secretForm = secretFormOf(exchange);
  const [apiKey, apiSecret] = [keyForm.read(typed.apiKey.trim()), secretForm.read(typed.apiSecret.trim())];
  if (apiKey === null) return { ok: false, field: 'apiKey', expectation: keyForm.expectation };
  if (apiSecret === null) return { ok: false, field: 'apiSecret', expectation: secretForm.expectation };
  return { ok: true, credential: credentialText(apiKey, apiSecret) };
}
