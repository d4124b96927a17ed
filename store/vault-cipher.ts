import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { credentialText, type CredentialText } from '../config/credential-text.ts';

const algorithm = 'aes-256-gcm';
const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16];

/** What a record is bound to: with any of it changed, it does not open. */
export interface SealedFor {
  readonly place: string;
  readonly accountId: string;
  readonly version: number;
  readonly masked: string;
}

export interface SealedCredential {
  readonly wrappedKey: string;
  readonly sealed: string;
}

export const newMasterKey = (): KeyObject => createSecretKey(randomBytes(keyBytes));

/** Names a master key without telling anything of it: 16 hexadecimal digits. */
export const keyIdOf = (key: KeyObject): string =>
  createHmac('sha256', key).update('lockstep vault: key id').digest('hex').slice(0, 16);

const proofText = Buffer.from('lockstep vault');
export const proofOf = (key: KeyObject): string => seal(key, proofText, ['proof', keyIdOf(key)]);
export function proves(key: KeyObject, proof: string): boolean {
  const found = unseal(key, proof, ['proof', keyIdOf(key)]);
  return found?.length === proofText.length && timingSafeEqual(found, proofText);
}

export function sealCredential(master: KeyObject, owner: SealedFor, credential: CredentialText): SealedCredential {
  const dataKey = randomBytes(keyBytes);
  const text = Buffer.from(JSON.stringify([credential.apiKey, credential.apiSecret]));
  try {
    return {
      wrappedKey: seal(master, dataKey, keyBinding(owner)),
      sealed: seal(createSecretKey(dataKey), text, textBinding(owner)),
    };
  } finally {
    dataKey.fill(0);
    text.fill(0);
  }
}

/** Null: tampered with, of another account, or wrapped with another master key. */
export function openCredential(
  master: KeyObject,
  owner: SealedFor,
  { wrappedKey, sealed }: SealedCredential,
): CredentialText | null {
  const dataKey = unseal(master, wrappedKey, keyBinding(owner));
  if (dataKey?.length !== keyBytes) return null;
  const text = unseal(createSecretKey(dataKey), sealed, textBinding(owner));
  dataKey.fill(0);
  if (text === null) return null;
  const [apiKey, apiSecret] = JSON.parse(text.toString()) as [string, string];
  text.fill(0);
  return credentialText(apiKey, apiSecret);
}

/** The same data key under another master key; null: it does not open. */
export function rewrap(from: KeyObject, to: KeyObject, owner: SealedFor, wrappedKey: string): string | null {
  const dataKey = unseal(from, wrappedKey, keyBinding(owner));
  if (dataKey === null) return null;
  const wrapped = seal(to, dataKey, keyBinding(owner));
  dataKey.fill(0);
  return wrapped;
}

type Binding = readonly (string | number)[];
const keyBinding = ({ place, accountId, version }: SealedFor): Binding => ['data key', place, accountId, version];
const textBinding = (owner: SealedFor): Binding => [
  ...['credential', owner.place, owner.accountId, owner.version, owner.masked],
];

/** Base64 of nonce, ciphertext and tag; the nonce is new each time. */
function seal(key: KeyObject, content: Buffer, binding: Binding): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(additional(binding));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function unseal(key: KeyObject, sealed: string, binding: Binding): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < nonceBytes + tagBytes) return null;
  const end = bytes.length - tagBytes;
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(additional(binding))
      .setAuthTag(bytes.subarray(end));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, end)), decipher.final()]);
  } catch {
    return null;
  }
}

const additional = (binding: Binding): Buffer => Buffer.from(JSON.stringify(['lockstep vault 1', ...binding]));
