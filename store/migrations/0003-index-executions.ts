import { sql, type Kysely, type Migration } from 'kysely';

/** Most decisions never reach an exchange: reports read those that did, account by account. */
export const indexExecutions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex('journal_decisions_at_exchange')
      .on('journal_decisions')
      .columns(['account_id', 'decided_at_ms', 'intent_id', 'leg'])
      .where(sql.ref('exchange_order_id'), 'is not', null)
      .execute();
  },
};
