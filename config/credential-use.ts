import type { CredentialText } from './credential-text.ts';
import { maskedKey } from './masked-key.ts';

/** Which key an account trades with, as far as anybody may know it. */
export interface CredentialUse {
  readonly credentialSource: 'vault' | 'environment' | null;
  /** First and last three characters of the key; null: there is none. */
  readonly maskedKey: string | null;
}

export const noCredential: CredentialUse = { credentialSource: null, maskedKey: null };

/** @param vault masked keys by account id; they win */
export const credentialUses = (
  environment: ReadonlyMap<string, CredentialText>,
  vault: ReadonlyMap<string, string>,
): ReadonlyMap<string, CredentialUse> =>
  new Map<string, CredentialUse>([
    ...[...environment].map(([id, { apiKey }]) => [id, ofEnvironment(apiKey)] as const),
    ...[...vault].map(([id, masked]) => [id, { credentialSource: 'vault', maskedKey: masked }] as const),
  ]);

const ofEnvironment = (apiKey: string): CredentialUse => ({
  credentialSource: 'environment',
  maskedKey: maskedKey(apiKey),
});
