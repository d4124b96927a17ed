import type { KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import { maskedKey } from '../config/masked-key.ts';
import { databaseAt } from './database-at.ts';
import type { JournalSchema, VaultCredentialRow, VaultLockRow } from './journal-schema.ts';
import { keepConnected } from './keep-connected.ts';
import { keyIdOf, openCredential, proofOf, proves, rewrap, sealCredential } from './vault-cipher.ts';
import {
  credentialRows,
  deleteCredential,
  insertLock,
  lockedRows,
  lockRow,
  maskedKeys,
  nextGeneration,
  ownerOf,
  replaceLock,
  updateWrappedKey,
  upsertCredential,
} from './vault-rows.ts';
import { VaultRefusal, type MasterKeys, type Vault, type VaultPlace } from './vault.ts';

export interface VaultSettings {
  /** The journal's database. */
  readonly url: string;
  readonly keys: MasterKeys;
  readonly place: VaultPlace;
  /** No call takes longer; one that can't be done by then rejects. */
  readonly patienceMs?: number;
}

type Db = Kysely<JournalSchema>;

/**
 * Never fails for an unreachable database: it is opened in the background, and again with each call.
 * @throws Error when the url names no kind of database
 */
export function openVault({ url, keys, place, patienceMs = 3_000 }: VaultSettings): Vault {
  const database = databaseAt(url, patienceMs);
  const connection = keepConnected(database, patienceMs);
  let held: KeyObject | null = null;

  const run = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    const told = await connection.run((db) => work(db).then((result) => ({ result }), refusalOf));
    if (told instanceof VaultRefusal) throw told;
    return told.result;
  };
  const keyFor = ({ key_id: keyId, proof }: VaultLockRow): KeyObject => {
    const key = held !== null && keyIdOf(held) === keyId ? held : keys.find(keyId);
    if (key === null || !proves(key, proof)) throw locked(keys, database.label);
    held = key;
    return key;
  };
  const unlocked = async (db: Db): Promise<KeyObject> => {
    const lock = await lockRow(db);
    if (lock !== null) return keyFor(lock);
    const own = keys.own();
    if (own === null) throw locked(keys, database.label);
    await insertLock(db, keyIdOf(own), proofOf(own));
    return unlocked(db);
  };
  /** In one transaction, under the key that the vault is locked with until its end. */
  const change = async <T>(db: Db, work: (tx: Db, key: KeyObject, generation: number) => Promise<T>): Promise<T> => {
    const key = await unlocked(db);
    const done = await db.transaction().execute(async (tx) => {
      const generation = await nextGeneration(tx, keyIdOf(key));
      return generation === null ? null : { result: await work(tx, key, generation) };
    });
    return done === null ? change(db, work) : done.result;
  };
  const openRow = (key: KeyObject, row: VaultCredentialRow) =>
    openCredential(key, ownerOf(row), { wrappedKey: row.wrapped_key, sealed: row.sealed });

  return {
    unlock: () =>
      run(async (db) => {
        await unlocked(db);
      }),
    put: (accountId, credential) =>
      run((db) =>
        change(db, async (tx, key, version) => {
          const others = (await credentialRows(tx, place)).filter(({ account_id }) => account_id !== accountId);
          const sharer = others.find((row) => openRow(key, row)?.apiKey === credential.apiKey);
          if (sharer !== undefined) throw shared(sharer.account_id);
          const masked = maskedKey(credential.apiKey);
          const sealed = sealCredential(key, { place, accountId, version, masked }, credential);
          const texts = { wrapped_key: sealed.wrappedKey, sealed: sealed.sealed };
          await upsertCredential(tx, { place, account_id: accountId, version, masked, ...texts });
          return masked;
        }),
      ),
    masked: (accountId) => run(async (db) => (await maskedKeys(db, place)).get(accountId) ?? null),
    allMasked: () => run((db) => maskedKeys(db, place)),
    open: (accountId) =>
      run(async (db) => {
        const { lock, rows } = await lockedRows(db, place);
        const row = rows.find(({ account_id }) => account_id === accountId);
        if (lock === null || row === undefined) return null;
        const credential = openRow(keyFor(lock), row);
        if (credential === null) throw damaged(accountId, database.label);
        return credential;
      }),
    openAll: () =>
      run(async (db) => {
        const { lock, rows } = await lockedRows(db, place);
        if (lock === null) return { generation: 0, credentials: new Map(), damaged: [] };
        const key = keyFor(lock);
        const opened = rows.map((row) => [row.account_id, openRow(key, row)] as const);
        return {
          generation: Number(lock.generation),
          credentials: new Map(opened.flatMap(([id, credential]) => (credential === null ? [] : [[id, credential]]))),
          damaged: opened.filter(([, credential]) => credential === null).map(([id]) => id),
        };
      }),
    generation: () => run(async (db) => Number((await lockRow(db))?.generation ?? 0)),
    remove: (accountId) =>
      run((db) =>
        db.transaction().execute(async (tx) => {
          const isUsed = (await nextGeneration(tx, null)) !== null;
          return isUsed && deleteCredential(tx, place, accountId);
        }),
      ),
    rotate: async (newKey) => {
      const rotated = await run((db) =>
        change(db, async (tx, key) => {
          const rows = await credentialRows(tx);
          for (const row of rows) {
            const wrapped = rewrap(key, newKey, ownerOf(row), row.wrapped_key);
            if (wrapped === null) throw damaged(row.account_id, database.label);
            await updateWrappedKey(tx, { ...row, wrapped_key: wrapped });
          }
          await replaceLock(tx, keyIdOf(newKey), proofOf(newKey));
          return rows.length;
        }),
      );
      held = newKey;
      return rotated;
    },
    close: () => connection.close(),
  };
}

/** Passed around the connection, which takes every error for the database's. */
function refusalOf(error: unknown): VaultRefusal {
  if (error instanceof VaultRefusal) return error;
  throw error;
}

const locked = ({ from }: MasterKeys, label: string): VaultRefusal =>
  new VaultRefusal(
    'locked',
    `${from}: expected the key that the vault in ${label} was locked with, found none or another; nothing was changed`,
  );

const shared = (accountId: string): VaultRefusal =>
  new VaultRefusal('shared-key', `${accountId} trades with this very key: expected one of its own for each account`);

const damaged = (accountId: string, label: string): VaultRefusal =>
  new VaultRefusal(
    'damaged',
    `the credential of ${accountId} in ${label} was changed by another hand and does not open; add it again`,
  );
