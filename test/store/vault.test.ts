import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { credentialText } from '../../config/credential-text.ts';
import { databaseAt } from '../../store/database-at.ts';
import type { Connection } from '../../store/database.ts';
import { openVault } from '../../store/open-vault.ts';
import { keyIdOf } from '../../store/vault-cipher.ts';
import type { MasterKeys, Vault, VaultPlace } from '../../store/vault.ts';
import { onBothDatabases } from './databases.ts';

const newKey = (): KeyObject => createSecretKey(randomBytes(32));
const holding = (...held: readonly KeyObject[]): MasterKeys => ({
  from: 'the key of this test',
  own: () => held[0] ?? null,
  find: (keyId) => held.find((key) => keyIdOf(key) === keyId) ?? null,
});
const anna = credentialText('anna-key-000111', 'c2VjcmV0LW9mLWFubmE=');
const bert = credentialText('bert-key-222333', 'c2VjcmV0LW9mLWJlcnQ=');
const textsOf = (credential: { apiKey: string; apiSecret: string } | null | undefined) =>
  credential == null ? credential : [credential.apiKey, credential.apiSecret];

onBothDatabases((newUrl) => {
  const vaultAt = (url: string, keys: MasterKeys, place: VaultPlace = 'exchange'): Vault => {
    const vault = openVault({ url, keys, place, patienceMs: 10_000 });
    onTestFinished(() => vault.close());
    return vault;
  };
  const databaseOf = async (url: string): Promise<Connection> => {
    const connection = await databaseAt(url, 10_000).connect();
    onTestFinished(() => connection.close());
    return connection;
  };
  const rowsOf = async ({ db }: Connection) => db.selectFrom('vault_credentials').selectAll().execute();

  test('what was put opens again, for its account alone; a masked key tells six characters', async () => {
    const [url, keys] = [await newUrl(), holding(newKey())];
    const vault = vaultAt(url, keys);
    expect(await vault.generation()).toBe(0);
    expect(await vault.open('anna')).toBeNull();
    expect(await vault.put('anna', anna)).toBe('ann…111');
    expect(textsOf(await vaultAt(url, keys).open('anna'))).toEqual(textsOf(anna));
    expect(await vault.open('bert')).toBeNull();
    expect(await vault.masked('bert')).toBeNull();
    expect(await vault.allMasked()).toEqual(new Map([['anna', 'ann…111']]));

    const before = await vault.generation();
    await vault.put('anna', credentialText('anna-key-444555', anna.apiSecret));
    expect(await vault.generation()).toBeGreaterThan(before);
    expect((await vault.open('anna'))?.apiKey).toBe('anna-key-444555');
    expect(await vault.remove('anna')).toBe(true);
    expect(await vault.remove('anna')).toBe(false);
    expect(await vault.open('anna')).toBeNull();
  });

  test('two accounts never trade with one key', async () => {
    const vault = vaultAt(await newUrl(), holding(newKey()));
    await vault.put('anna', anna);
    await expect(vault.put('bert', anna)).rejects.toThrow('anna trades with this very key');
    expect(await vault.open('bert')).toBeNull();
  });

  test('play money has keys of its own: none of either ever reaches the other', async () => {
    const [url, keys] = [await newUrl(), holding(newKey())];
    await vaultAt(url, keys, 'exchange').put('anna', anna);
    const play = vaultAt(url, keys, 'simulator');
    expect(await play.open('anna')).toBeNull();
    expect((await play.openAll()).credentials.size).toBe(0);
    await play.put('anna', bert);
    expect(textsOf(await vaultAt(url, keys, 'exchange').open('anna'))).toEqual(textsOf(anna));
  });

  test('the same key is other ciphertext each time, and nothing in a row shows it', async () => {
    const url = await newUrl();
    const vault = vaultAt(url, holding(newKey()));
    const database = await databaseOf(url);
    await vault.put('anna', anna);
    const [first] = await rowsOf(database);
    await vault.put('anna', anna);
    const [second] = await rowsOf(database);
    expect(second?.sealed).not.toBe(first?.sealed);
    expect(second?.wrapped_key).not.toBe(first?.wrapped_key);
    const shown = JSON.stringify([first, second]);
    for (const secret of [anna.apiKey, anna.apiSecret, Buffer.from(anna.apiSecret).toString('base64')])
      expect(shown).not.toContain(secret);
  });

  test.each([
    ['sealed', (text: string) => flipped(text, 20)],
    ['sealed', (text: string) => flipped(text, Buffer.from(text, 'base64').length - 1)],
    ['sealed', () => 'AAAA'],
    ['wrapped_key', (text: string) => flipped(text, 20)],
    ['masked', () => 'bob…000'],
  ] as const)('a changed %s opens nothing, and keeps no other account from opening', async (column, change) => {
    const url = await newUrl();
    const vault = vaultAt(url, holding(newKey()));
    await vault.put('anna', anna);
    await vault.put('bert', bert);
    const { db } = await databaseOf(url);
    const row = await db
      .selectFrom('vault_credentials')
      .selectAll()
      .where('account_id', '=', 'anna')
      .executeTakeFirstOrThrow();
    await db
      .updateTable('vault_credentials')
      .set({ [column]: change(row[column]) })
      .where('account_id', '=', 'anna')
      .execute();
    await expect(vault.open('anna')).rejects.toThrow('credential of anna');
    const opened = await vault.openAll();
    expect(opened.damaged).toEqual(['anna']);
    expect(textsOf(opened.credentials.get('bert'))).toEqual(textsOf(bert));
    await vault.put('anna', anna);
    expect(textsOf(await vault.open('anna'))).toEqual(textsOf(anna));
  });

  test("rows that were swapped open for nobody: no account ever trades with another's key", async () => {
    const url = await newUrl();
    const vault = vaultAt(url, holding(newKey()));
    await vault.put('anna', anna);
    await vault.put('bert', bert);
    const { db } = await databaseOf(url);
    for (const [from, to] of [
      ['anna', 'x'],
      ['bert', 'anna'],
      ['x', 'bert'],
    ] as const) {
      await db.updateTable('vault_credentials').set({ account_id: to }).where('account_id', '=', from).execute();
    }
    const { credentials, damaged } = await vault.openAll();
    expect(credentials.size).toBe(0);
    expect([...damaged].sort()).toEqual(['anna', 'bert']);
    await expect(vault.open('anna')).rejects.toThrow('changed by another hand');
  });

  test('another master key, or none, is told in one line and destroys nothing', async () => {
    const [url, right] = [await newUrl(), newKey()];
    await vaultAt(url, holding(right)).put('anna', anna);
    const database = await databaseOf(url);
    const before = [await rowsOf(database), await database.db.selectFrom('vault_locks').selectAll().execute()];
    for (const keys of [holding(newKey()), holding()]) {
      const vault = vaultAt(url, keys);
      const calls = [
        () => vault.unlock(),
        () => vault.open('anna'),
        () => vault.openAll(),
        () => vault.put('bert', bert),
        () => vault.rotate(newKey()),
      ];
      for (const call of calls)
        await expect(call()).rejects.toThrow(/^the key of this test: expected the key that the vault in .* was locked/);
      expect(await vault.masked('anna')).toBe('ann…111');
    }
    expect([await rowsOf(database), await database.db.selectFrom('vault_locks').selectAll().execute()]).toEqual(before);
    expect(textsOf(await vaultAt(url, holding(right)).open('anna'))).toEqual(textsOf(anna));
  });

  test('a new vault that two processes open at once belongs to one key; the other is told', async () => {
    const url = await newUrl();
    const vaults = [newKey(), newKey()].map((key) => vaultAt(url, holding(key)));
    const opened = await Promise.allSettled(vaults.map((vault) => vault.unlock()));
    expect(opened.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a rotation locks all records with the new key, of play money too, and the old one opens nothing', async () => {
    const [url, oldKey, nextKey] = [await newUrl(), newKey(), newKey()];
    const vault = vaultAt(url, holding(oldKey));
    const reader = vaultAt(url, holding(oldKey, nextKey));
    await vault.put('anna', anna);
    await vaultAt(url, holding(oldKey), 'simulator').put('bert', bert);
    await reader.unlock();
    expect(await vault.rotate(nextKey)).toBe(2);
    await expect(vaultAt(url, holding(oldKey)).open('anna')).rejects.toThrow('expected the key');
    for (const one of [vault, reader, vaultAt(url, holding(nextKey))])
      expect(textsOf(await one.open('anna'))).toEqual(textsOf(anna));
    expect(textsOf(await vaultAt(url, holding(nextKey), 'simulator').open('bert'))).toEqual(textsOf(bert));
  });

  test('a rotation that fails half-way changes nothing: every key still opens with the old one', async () => {
    const [url, oldKey] = [await newUrl(), newKey()];
    const vault = vaultAt(url, holding(oldKey));
    await vault.put('anna', anna);
    await vault.put('bert', bert);
    await vault.put('carl', credentialText('carl-key-666777', bert.apiSecret));
    const { db } = await databaseOf(url);
    const before = await rowsOf({ db } as Connection);
    const wrapped = before.find(({ account_id }) => account_id === 'carl')?.wrapped_key ?? '';
    const setCarl = (text: string) =>
      db.updateTable('vault_credentials').set({ wrapped_key: text }).where('account_id', '=', 'carl').execute();
    await setCarl(flipped(wrapped, 20));
    await expect(vault.rotate(newKey())).rejects.toThrow('credential of carl');
    await setCarl(wrapped);
    expect(await rowsOf({ db } as Connection)).toEqual(before);
    expect((await vaultAt(url, holding(oldKey)).openAll()).credentials.size).toBe(3);
  });

  test('a key that is added while the vault is rotated is never lost', async () => {
    const [url, oldKey, nextKey] = [await newUrl(), newKey(), newKey()];
    const vault = vaultAt(url, holding(oldKey));
    const writer = vaultAt(url, holding(oldKey, nextKey));
    await writer.unlock();
    const ids = Array.from({ length: 20 }, (_, index) => `user-${String(index)}`);
    const puts = ids.map((id) => writer.put(id, credentialText(`key-of-${id}`, 'c2VjcmV0')));
    const rotated = vault.rotate(nextKey);
    await Promise.all([...puts, rotated]);
    const { credentials, damaged } = await vaultAt(url, holding(nextKey)).openAll();
    expect(damaged).toEqual([]);
    expect([...credentials.keys()].sort()).toEqual([...ids].sort());
  });
});

test('what the vault opens can not be printed by accident', () => {
  for (const shown of [JSON.stringify(anna), inspect(anna, { depth: 5 }), JSON.stringify({ ...anna })])
    expect(shown).not.toContain('anna-key');
  const key = newKey();
  const secret = key.export().toString('hex');
  for (const shown of [JSON.stringify(key), inspect(key, { depth: 5, showHidden: true })])
    expect(shown).not.toContain(secret);
});

function flipped(base64: string, index: number): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return bytes.toString('base64');
}
