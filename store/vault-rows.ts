import { sql, type Kysely } from 'kysely';
import type { JournalSchema, VaultCredentialRow, VaultLockRow } from './journal-schema.ts';
import type { SealedFor } from './vault-cipher.ts';

const theLock = 'master';

export async function lockRow(db: Kysely<JournalSchema>): Promise<VaultLockRow | null> {
  const row = await db.selectFrom('vault_locks').selectAll().where('name', '=', theLock).executeTakeFirst();
  return row ?? null;
}

/** Whose lock is there first stays. */
export async function insertLock(db: Kysely<JournalSchema>, keyId: string, proof: string): Promise<void> {
  await db
    .insertInto('vault_locks')
    .values({ name: theLock, key_id: keyId, proof, generation: 1 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}

/**
 * Holds the lock's row until the transaction ends: changes of the vault follow one another.
 * @param keyId null: whichever the vault is locked with
 * @returns the new generation; null when the vault is locked with another key by now
 */
export async function nextGeneration(db: Kysely<JournalSchema>, keyId: string | null): Promise<number | null> {
  const update = db
    .updateTable('vault_locks')
    .set({ generation: sql<number>`generation + 1` })
    .where('name', '=', theLock)
    .returning('generation');
  const [row] = await (keyId === null ? update : update.where('key_id', '=', keyId)).execute();
  return row === undefined ? null : Number(row.generation);
}

export async function replaceLock(db: Kysely<JournalSchema>, keyId: string, proof: string): Promise<void> {
  await db.updateTable('vault_locks').set({ key_id: keyId, proof }).where('name', '=', theLock).execute();
}

export interface LockedRows {
  /** Null: the vault was never used. */
  readonly lock: VaultLockRow | null;
  readonly rows: readonly VaultCredentialRow[];
}

/** In one statement: rows that are wrapped with another key than the lock's are never seen. */
export async function lockedRows(db: Kysely<JournalSchema>, place: string): Promise<LockedRows> {
  const found = await db
    .selectFrom('vault_locks as lock')
    .leftJoin('vault_credentials as row', (join) => join.on('row.place', '=', place))
    .select(['lock.name', 'lock.key_id', 'lock.proof', 'lock.generation'])
    .select(['row.place', 'row.account_id', 'row.version', 'row.masked', 'row.wrapped_key', 'row.sealed'])
    .where('lock.name', '=', theLock)
    .execute();
  const [first] = found;
  return { lock: first ?? null, rows: found.filter(isCredential) };
}

const isCredential = (row: { readonly account_id: string | null }): row is VaultCredentialRow & VaultLockRow =>
  row.account_id !== null;

export const credentialRows = (db: Kysely<JournalSchema>, place?: string): Promise<readonly VaultCredentialRow[]> => {
  const all = db.selectFrom('vault_credentials').selectAll();
  return (place === undefined ? all : all.where('place', '=', place)).execute();
};

export async function upsertCredential(db: Kysely<JournalSchema>, row: VaultCredentialRow): Promise<void> {
  const { version, masked, wrapped_key, sealed } = row;
  await db
    .insertInto('vault_credentials')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['place', 'account_id']).doUpdateSet({ version, masked, wrapped_key, sealed }),
    )
    .execute();
}

export async function updateWrappedKey(db: Kysely<JournalSchema>, row: VaultCredentialRow): Promise<void> {
  await db
    .updateTable('vault_credentials')
    .set({ wrapped_key: row.wrapped_key })
    .where('place', '=', row.place)
    .where('account_id', '=', row.account_id)
    .execute();
}

export async function deleteCredential(db: Kysely<JournalSchema>, place: string, accountId: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('vault_credentials')
    .where('place', '=', place)
    .where('account_id', '=', accountId)
    .returning('account_id')
    .execute();
  return deleted.length > 0;
}

export async function maskedKeys(db: Kysely<JournalSchema>, place: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('vault_credentials')
    .select(['account_id', 'masked'])
    .where('place', '=', place)
    .execute();
  return new Map(rows.map(({ account_id, masked }) => [account_id, masked]));
}

export const ownerOf = (row: VaultCredentialRow): SealedFor => ({
  place: row.place,
  accountId: row.account_id,
  version: Number(row.version),
  masked: row.masked,
});
