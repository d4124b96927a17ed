import type { Kysely, Migration } from 'kysely';

export const noteSignIns: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('access_people').addColumn('signed_in_at_ms', 'bigint').execute();
  },
};
