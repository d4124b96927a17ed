import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyIdOf, newMasterKey } from '../../store/vault-cipher.ts';
import { homeAt, openHome, type Home } from '../../workers/home.ts';
import { keyPlaceOf, keyText, masterKeys, nextKeyFile, writeKeyFile } from '../../workers/master-keys.ts';

function newHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-keys-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return openHome(join(folder, 'home'));
}
const make = { make: true };

test('the first start makes a key that its owner alone can read, and every later one takes it', () => {
  const home = newHome();
  expect(masterKeys({}, home, { make: false }).own()).toBeNull();
  const key = masterKeys({}, home, make).own();
  expect(key?.symmetricKeySize).toBe(32);
  expect(statSync(home.vaultKeyFile).mode & 0o777).toBe(0o600);
  expect(readdirSync(home.dir)).toEqual(['vault.key']);
  expect(
    masterKeys({}, home, make)
      .own()
      ?.equals(key ?? newMasterKey()),
  ).toBe(true);
  // A home that holds nothing but the key is Lockstep's own.
  expect(openHome(home.dir).vaultKeyFile).toBe(home.vaultKeyFile);
});

test.each([0o640, 0o604, 0o660])(
  'a key file that others can use (%o) is refused, in one line without the key',
  (mode) => {
    const home = newHome();
    masterKeys({}, home, make).own();
    chmodSync(home.vaultKeyFile, mode);
    expect(() => masterKeys({}, home, make).own()).toThrow(
      `${home.vaultKeyFile}: others can read the vault's key; close it to them with: chmod 600 ${home.vaultKeyFile}`,
    );
  },
);

test('a damaged key file is told, and never replaced by a new one', () => {
  const home = newHome();
  writeFileSync(home.vaultKeyFile, 'c2hvcnQ=\n', { mode: 0o600 });
  expect(() => masterKeys({}, home, make).own()).toThrow(`${home.vaultKeyFile}: expected 32 bytes`);
  expect(readFileSync(home.vaultKeyFile, 'utf8')).toBe('c2hvcnQ=\n');
});

test('LOCKSTEP_ENCRYPTION_KEY is read as base64 or hexadecimal digits, and makes no file', () => {
  const [home, key] = [newHome(), newMasterKey()];
  for (const text of [keyText(key), keyText(key).replace('=', ''), key.export().toString('hex'), ` ${keyText(key)} `]) {
    const env = { LOCKSTEP_ENCRYPTION_KEY: text };
    expect(masterKeys(env, home, make).own()?.equals(key)).toBe(true);
    expect(masterKeys(env, home, make).find(keyIdOf(key))?.equals(key)).toBe(true);
    expect(masterKeys(env, home, make).find(keyIdOf(newMasterKey()))).toBeNull();
    expect(keyPlaceOf(env, home)).toEqual({ kind: 'variable', name: 'LOCKSTEP_ENCRYPTION_KEY' });
  }
  expect(existsSync(home.vaultKeyFile)).toBe(false);
});

test.each(['short', 'c2hvcnQ=', `${'a'.repeat(63)}g`, 'a'.repeat(65), `${'A'.repeat(42)}!=`])(
  'an encryption key that is none is told without showing it: %s',
  (text) => {
    const read = () => masterKeys({ LOCKSTEP_ENCRYPTION_KEY: text }, homeAt('/nowhere'), make);
    expect(read).toThrow(/^LOCKSTEP_ENCRYPTION_KEY: expected 32 bytes, as 64 hexadecimal digits or as base64$/);
  },
);

test('a rotation that ended before its key was in place is finished by who opens the vault next', () => {
  const home = newHome();
  const before = masterKeys({}, home, make).own();
  const next = newMasterKey();
  writeKeyFile(nextKeyFile(home.vaultKeyFile, keyIdOf(next)), next);
  // The vault did not take it: the old one stays.
  expect(
    masterKeys({}, home, make)
      .find(keyIdOf(before ?? next))
      ?.equals(before ?? next),
  ).toBe(true);
  expect(
    masterKeys({}, home, make)
      .own()
      ?.equals(before ?? next),
  ).toBe(true);
  // The vault took it.
  expect(masterKeys({}, home, make).find(keyIdOf(next))?.equals(next)).toBe(true);
  expect(masterKeys({}, home, make).own()?.equals(next)).toBe(true);
  expect(readdirSync(home.dir)).toEqual(['vault.key']);
});
