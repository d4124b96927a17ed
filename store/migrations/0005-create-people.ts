import { sql, type Kysely, type Migration } from 'kysely';

export const createPeople: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('access_lock')
      .addColumn('name', 'text', (column) => column.notNull().primaryKey())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .execute();
    await sql`insert into access_lock (name, revision) values ('people', 0)`.execute(db);

    await db.schema
      .createTable('access_people')
      .addColumn('person_id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('email', 'text', (column) => column.notNull().unique())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('account_ids', 'text', (column) => column.notNull())
      .addColumn('password_hash', 'text')
      .addColumn('added_at_ms', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('access_sessions')
      .addColumn('token_hash', 'text', (column) => column.notNull().primaryKey())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('started_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('seen_at_ms', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('access_sessions_by_person').on('access_sessions').columns(['person_id']).execute();

    await db.schema
      .createTable('access_links')
      .addColumn('token_hash', 'text', (column) => column.notNull().primaryKey())
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('person_id', 'text')
      .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
      .execute();

    await db.schema
      .createTable('access_waits')
      .addColumn('key', 'text', (column) => column.notNull().primaryKey())
      .addColumn('attempts', 'bigint', (column) => column.notNull())
      .addColumn('tried_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('until_ms', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('access_waits_by_time').on('access_waits').columns(['tried_at_ms']).execute();
  },
};
