import type { Kysely } from 'kysely';
import { Migrator } from 'kysely';
import type { JournalSchema } from './journal-schema.ts';
import { createJournal } from './migrations/0001-create-journal.ts';
import { createAccountEvents } from './migrations/0002-create-account-events.ts';
import { indexExecutions } from './migrations/0003-index-executions.ts';
import { createVault } from './migrations/0004-create-vault.ts';
import { createPeople } from './migrations/0005-create-people.ts';
import { createChanges } from './migrations/0006-create-changes.ts';
import { createAccountEntries } from './migrations/0007-create-account-entries.ts';
import { createEquity } from './migrations/0008-create-equity.ts';
import { createGlobalLimits } from './migrations/0009-create-global-limits.ts';
import { noteSignIns } from './migrations/0010-note-sign-ins.ts';

/** In the order of their names; a name once released stays. */
const migrations = {
  '0001-create-journal': createJournal,
  '0002-create-account-events': createAccountEvents,
  '0003-index-executions': indexExecutions,
  '0004-create-vault': createVault,
  '0005-create-people': createPeople,
  '0006-create-changes': createChanges,
  '0007-create-account-entries': createAccountEntries,
  '0008-create-equity': createEquity,
  '0009-create-global-limits': createGlobalLimits,
  '0010-note-sign-ins': noteSignIns,
};

/** Named apart from Kysely's defaults: a PostgreSQL database may hold another application's tables too. */
const migrationTableName = 'lockstep_migrations';

/** @throws when the database can't be brought to this version's tables; then nothing of the failed step stays */
export async function migrate(db: Kysely<JournalSchema>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableName,
    migrationLockTableName: `${migrationTableName}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && error.message.startsWith('corrupted migrations'))
    throw new Error('it was written by another version of Lockstep; use that version or a newer one', { cause: error });
  throw error instanceof Error ? error : new Error('its tables could not be made');
}
