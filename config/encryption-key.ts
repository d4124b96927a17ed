import { createSecretKey, type KeyObject } from 'node:crypto';
import { variable, type Environment } from './environment.ts';
import { SettingsError } from './settings-error.ts';

export const encryptionKeyVariable = 'LOCKSTEP_ENCRYPTION_KEY';

/**
 * The vault's master key from the environment; null: not set.
 * @throws SettingsError one line, without the text
 */
export function readEncryptionKey(env: Environment): KeyObject | null {
  const text = variable(env, encryptionKeyVariable);
  return text === null ? null : encryptionKeyFrom(text, encryptionKeyVariable);
}

/**
 * @param text 32 bytes as 64 hexadecimal digits or base64
 * @param where the variable or file, for the error
 * @throws SettingsError one line, without the text
 */
export function encryptionKeyFrom(text: string, where: string): KeyObject {
  const bytes = bytesOf(text.trim());
  if (bytes === null) throw new SettingsError(`${where}: expected 32 bytes, as 64 hexadecimal digits or as base64`);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

/** Buffer.from skips what it can't read. */
function bytesOf(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : null;
}
