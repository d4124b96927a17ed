import type { KeyObject } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { encryptionKeyFrom, encryptionKeyVariable, readEncryptionKey } from '../config/encryption-key.ts';
import type { Environment } from '../config/environment.ts';
import { fileTrouble, isMissing } from '../config/file-trouble.ts';
import { keyIdOf, newMasterKey } from '../store/vault-cipher.ts';
import { VaultRefusal, type MasterKeys } from '../store/vault.ts';
import type { Home } from './home.ts';

/** The place of the master key, for its rotation. */
export type KeyPlace =
  { readonly kind: 'variable'; readonly name: string } | { readonly kind: 'file'; readonly path: string };

export const keyPlaceOf = (env: Environment, home: Home): KeyPlace =>
  readEncryptionKey(env) === null
    ? { kind: 'file', path: home.vaultKeyFile }
    : { kind: 'variable', name: encryptionKeyVariable };

/**
 * The vault's master key: LOCKSTEP_ENCRYPTION_KEY, else a file in the home that its owner alone can read.
 * @param options.make a new vault gets a new file, when the variable is not set
 * @throws SettingsError one line, for a variable that holds no key; a file that holds none, or that others can read, is
 * refused by the vault
 */
export function masterKeys(env: Environment, home: Home, options: { readonly make: boolean }): MasterKeys {
  const given = readEncryptionKey(env);
  if (given !== null) {
    return {
      from: encryptionKeyVariable,
      own: () => given,
      find: (keyId) => (keyIdOf(given) === keyId ? given : null),
    };
  }
  const { vaultKeyFile: file } = home;
  return {
    from: file,
    own: () => readKeyFile(file) ?? (options.make ? makeKeyFile(file, home.dir) : null),
    find: (keyId) => {
      const key = readKeyFile(file);
      if (key !== null && keyIdOf(key) === keyId) return key;
      return finishRotation(file, keyId);
    },
  };
}

/** Where a rotation leaves the new key until the vault is locked with it. */
export const nextKeyFile = (file: string, keyId: string): string => `${file}.${keyId}`;

/** A rotation ended after the vault took the new key and before its file was in place. */
function finishRotation(file: string, keyId: string): KeyObject | null {
  const next = nextKeyFile(file, keyId);
  const key = readKeyFile(next);
  if (key === null || keyIdOf(key) !== keyId) return null;
  try {
    renameSync(next, file);
  } catch (error) {
    // Another process has just done it.
    if (!isMissing(error)) throw error;
  }
  return key;
}

/** Null: there is no such file. */
function readKeyFile(file: string): KeyObject | null {
  try {
    const { mode } = statSync(file);
    if ((mode & 0o077) !== 0)
      throw new Error(`${file}: others can read the vault's key; close it to them with: chmod 600 ${file}`);
    return encryptionKeyFrom(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw new VaultRefusal(
      'locked',
      isSystemError(error) ? `${file}: ${fileTrouble(error)}` : (error as Error).message,
    );
  }
}

const isSystemError = (error: unknown): boolean => (error as NodeJS.ErrnoException).syscall !== undefined;

/** One that another process has made meanwhile is taken. */
function makeKeyFile(file: string, dir: string): KeyObject | null {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const key = newMasterKey();
    return writeKeyFile(file, key) ? key : readKeyFile(file);
  } catch (error) {
    throw new VaultRefusal('locked', `${file}: the vault's key can't be written: ${(error as Error).message}`);
  }
}

/** On the disk when this returns, so that no vault is ever locked with a lost key. @returns false when it is there */
export function writeKeyFile(file: string, key: KeyObject): boolean {
  const draft = `${file}.${String(process.pid)}.${keyIdOf(key)}.draft`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${keyText(key)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Base64, for the file or for the person who sets the variable. */
export const keyText = (key: KeyObject): string => key.export().toString('base64');
