import { expect, onTestFinished, test, vi } from 'vitest';
import { credentialText } from '../../config/credential-text.ts';
import { databaseAt } from '../../store/database-at.ts';
import { openVault } from '../../store/open-vault.ts';
import { keyIdOf, newMasterKey } from '../../store/vault-cipher.ts';
import type { MasterKeys, Vault } from '../../store/vault.ts';
import { watchVault, type SnapshotOptions } from '../../workers/vault-snapshot.ts';
import { newFileUrl } from '../store/databases.ts';

const right = newMasterKey();
const holding = (key: typeof right): MasterKeys => ({
  from: 'the key of this test',
  own: () => key,
  find: (keyId) => (keyIdOf(key) === keyId ? key : null),
});
const vaultAt = (url: string, key = right): Vault => {
  const vault = openVault({ url, keys: holding(key), place: 'exchange', patienceMs: 10_000 });
  onTestFinished(() => vault.close());
  return vault;
};
const watching = async (vault: SnapshotOptions['vault'], options: Partial<SnapshotOptions> = {}) => {
  const troubles: string[] = [];
  const changed: string[] = [];
  const snapshot = await watchVault({
    vault,
    onTrouble: (message) => troubles.push(message),
    onChange: (ids) => changed.push(...ids),
    everyMs: 20,
    ...options,
  });
  onTestFinished(() => {
    snapshot.stop();
  });
  return { snapshot, troubles, changed };
};
const key = (name: string) => credentialText(`${name}-key-0000`, 'c2VjcmV0');

test('what another process puts, replaces and removes is seen within moments, each told once', async () => {
  const url = newFileUrl();
  const { snapshot, troubles, changed } = await watching(vaultAt(url));
  expect(snapshot.credentialOf('anna')).toBeUndefined();
  const other = vaultAt(url);
  await other.put('anna', key('one'));
  await vi.waitFor(() => {
    expect(snapshot.credentialOf('anna')?.apiKey).toBe('one-key-0000');
  });
  await other.put('anna', key('two'));
  await snapshot.refresh();
  expect(snapshot.credentialOf('anna')?.apiKey).toBe('two-key-0000');
  expect(snapshot.masked()).toEqual(new Map([['anna', 'two…000']]));
  await other.put('anna', key('two'));
  await snapshot.refresh();
  await other.remove('anna');
  await snapshot.refresh();
  expect(snapshot.credentialOf('anna')).toBeUndefined();
  expect(changed).toEqual(['anna', 'anna', 'anna']);
  expect(troubles).toEqual([]);
});

test('a record that is tampered with takes no key away that was right, and nothing stands in for it later', async () => {
  const url = newFileUrl();
  const vault = vaultAt(url);
  await vault.put('anna', key('anna'));
  const { snapshot, troubles } = await watching(vaultAt(url));
  const connection = await databaseAt(url, 10_000).connect();
  onTestFinished(() => connection.close());
  await connection.db.updateTable('vault_credentials').set({ masked: 'ann…111' }).execute();
  await vault.put('bert', key('bert'));
  await snapshot.refresh();
  expect(snapshot.credentialOf('bert')?.apiKey).toBe('bert-key-0000');
  expect(snapshot.credentialOf('anna')?.apiKey).toBe('anna-key-0000');
  expect(troubles).toEqual([expect.stringContaining('credential of anna was changed by another hand')]);
  const later = await watching(vaultAt(url));
  expect(later.snapshot.credentialOf('anna')).toBeNull();
  expect(later.snapshot.credentialOf('bert')?.apiKey).toBe('bert-key-0000');
});

test('a process for one account opens no other key', async () => {
  const url = newFileUrl();
  const vault = vaultAt(url);
  await vault.put('anna', key('anna'));
  await vault.put('bert', key('bert'));
  const { snapshot } = await watching(vaultAt(url), { only: 'bert' });
  expect(snapshot.credentialOf('bert')?.apiKey).toBe('bert-key-0000');
  expect(snapshot.credentialOf('anna')).toBeUndefined();
});

test('without the master key a process starts as long as it needs none of the keys', async () => {
  const url = newFileUrl();
  await vaultAt(url).put('anna', key('anna'));
  const locked = vaultAt(url, newMasterKey());
  await expect(watching(locked)).rejects.toThrow('expected the key that the vault');
  await expect(watching(locked, { only: 'anna' })).rejects.toThrow('expected the key that the vault');
  const { snapshot } = await watching(locked, { only: 'bert' });
  expect(snapshot.credentialOf('bert')).toBeUndefined();
});

test('a database that is gone takes no key away, is told once, and is read again when it is back', async () => {
  const vault = vaultAt(newFileUrl());
  await vault.put('anna', key('anna'));
  let isGone = false;
  const generation = async () => (isGone ? openVault(nowhere).generation() : vault.generation());
  const { snapshot, troubles } = await watching({ ...vault, generation });
  isGone = true;
  await snapshot.refresh();
  await snapshot.refresh();
  expect(snapshot.credentialOf('anna')?.apiKey).toBe('anna-key-0000');
  expect(troubles).toHaveLength(1);
  isGone = false;
  await vault.put('anna', key('new'));
  await vi.waitFor(() => {
    expect(snapshot.credentialOf('anna')?.apiKey).toBe('new-key-0000');
  });
});

/** No folder can be made there. */
const nowhere = { url: 'file:/dev/null/journal.db', keys: holding(right), place: 'exchange' } as const;
