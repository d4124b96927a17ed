import { isIPv6 } from 'node:net';
import type { Kysely } from 'kysely';
import type { JournalSchema } from './journal-schema.ts';
import { alone } from './people-lock.ts';
import { emailText } from './person-rows.ts';
import { digestOf } from './secret-token.ts';

type Db = Kysely<JournalSchema>;

interface Patience {
  /** Attempts without a wait. */
  readonly free: number;
  readonly longestMs: number;
}

/** Short for an email, as anybody can make its owner wait; long for the address that does so. */
const ofEmail: Patience = { free: 5, longestMs: 60_000 };
const ofAddress: Patience = { free: 20, longestMs: 15 * 60_000 };
const firstWaitMs = 1_000;
/** Attempts count no longer than this after the last one. */
const forgottenAfterMs = 24 * 3_600_000;

interface Counted {
  readonly key: string;
  readonly patience: Patience;
}

const countedFor = (email: string, address: string): readonly [Counted, Counted] => [
  { key: digestOf(`email ${emailText(email)}`), patience: ofEmail },
  { key: digestOf(`address ${networkOf(address)}`), patience: ofAddress },
];

/** Doubles with each attempt. */
const waitAfter = (attempts: number, { free, longestMs }: Patience): number =>
  attempts < free ? 0 : Math.min(longestMs, firstWaitMs * 2 ** Math.min(attempts - free, 30));

export async function beginSignIn(db: Db, email: string, address: string, nowMs: number): Promise<number> {
  const counted = countedFor(email, address);
  const waitMs = await remaining(db, counted, nowMs);
  // Whoever has to wait costs no write.
  if (waitMs > 0) return waitMs;
  return alone(db, async (transaction) => {
    const stillMs = await remaining(transaction, counted, nowMs);
    if (stillMs > 0) return stillMs;
    await transaction
      .deleteFrom('access_waits')
      .where('tried_at_ms', '<=', nowMs - forgottenAfterMs)
      .execute();
    for (const each of counted) await count(transaction, each, nowMs);
    return 0;
  });
}

/** The email starts anew; the address gets back this one attempt, as others of it may have been guesses. */
export const signInSucceeded = (db: Db, email: string, address: string): Promise<void> =>
  alone(db, async (transaction) => {
    const [ofThisEmail, ofThisAddress] = countedFor(email, address);
    await transaction.deleteFrom('access_waits').where('key', '=', ofThisEmail.key).execute();
    await transaction
      .updateTable('access_waits')
      .set((row) => ({ attempts: row('attempts', '-', 1), until_ms: 0 }))
      .where('key', '=', ofThisAddress.key)
      .where('attempts', '>', 0)
      .execute();
  });

async function remaining(db: Db, counted: readonly Counted[], nowMs: number): Promise<number> {
  const rows = await db
    .selectFrom('access_waits')
    .select('until_ms')
    .where(
      'key',
      'in',
      counted.map(({ key }) => key),
    )
    .execute();
  return Math.max(0, ...rows.map((row) => Number(row.until_ms) - nowMs));
}

async function count(db: Db, { key, patience }: Counted, nowMs: number): Promise<void> {
  const known = await db.selectFrom('access_waits').select('attempts').where('key', '=', key).executeTakeFirst();
  const attempts = Number(known?.attempts ?? 0) + 1;
  const counts = { attempts, tried_at_ms: nowMs, until_ms: nowMs + waitAfter(attempts, patience) };
  await db
    .insertInto('access_waits')
    .values({ key, ...counts })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(counts))
    .execute();
}

/** Whoever has one IPv6 address has some 2^64 of them: the first half counts. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address.replace(/^::ffff:/i, '');
  const [head = [], tail] = (address.toLowerCase().split('%', 1)[0] ?? '').split('::').map(groupsOf);
  const zeros = tail === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array.from({ length: zeros }, () => '0'), ...(tail ?? [])].slice(0, 4).join(':');
}

const groupsOf = (part: string): readonly string[] =>
  part === '' ? [] : part.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
