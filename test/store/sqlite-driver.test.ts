import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { sqliteDialect } from '../../store/sqlite-driver.ts';
import { openSqliteFile } from '../../store/sqlite-file.ts';
import { temporaryFolder } from './databases.ts';

interface Tables {
  readonly notes: { readonly text: string };
}

async function databaseWithNotes(): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(openSqliteFile(join(temporaryFolder(), 'a.db'), 1_000)) });
  onTestFinished(() => db.destroy());
  await sql`create table notes (text text)`.execute(db);
  return db;
}

test("a transaction that is rolled back takes no one else's write with it", async () => {
  const db = await databaseWithNotes();
  const failing = db.transaction().execute(async (transaction) => {
    await transaction.insertInto('notes').values({ text: 'undone' }).execute();
    await sql`select 1`.execute(transaction);
    throw new Error('changed its mind');
  });
  const others = [1, 2, 3].map((n) =>
    db
      .insertInto('notes')
      .values({ text: `kept ${n}` })
      .execute(),
  );
  await expect(failing).rejects.toThrow('changed its mind');
  await Promise.all(others);
  const kept = await db.selectFrom('notes').selectAll().orderBy('text').execute();
  expect(kept).toEqual([1, 2, 3].map((n) => ({ text: `kept ${n}` })));
});

test('closing waits for what was begun', async () => {
  const db = await databaseWithNotes();
  const writing = db.insertInto('notes').values({ text: 'last' }).execute();
  const reading = db.selectFrom('notes').selectAll().execute();
  await db.destroy();
  await writing;
  expect(await reading).toEqual([{ text: 'last' }]);
});
