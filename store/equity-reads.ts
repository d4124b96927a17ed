import { sql, type Kysely, type RawBuilder } from 'kysely';
import { grainOf, slotOf, type EquityGrain } from './equity-steps.ts';
import type { AccountEquity, EquityRange, TotalEquities } from './equity.ts';
import { runningTotals, type Integer, type LastSeen, type Move } from './equity-totals.ts';
import { columnText } from './journal-rows.ts';
import type { JournalSchema } from './journal-schema.ts';

type Db = Kysely<JournalSchema>;

/** One account's series, oldest first. */
export async function accountEquities(
  db: Db,
  accountId: string,
  range: EquityRange,
  nowMs: number,
): Promise<readonly AccountEquity[]> {
  const grain = await grainIn(db, range, nowMs);
  if (grain === null) return [];
  const rows = await db
    .selectFrom(
      sql<{ at_ms: Integer; equity_usd: string; sandbox: number }>`(
        ${latest(grain, columnText(accountId))}
        select p.at_ms, p.equity_usd, p.sandbox ${joined(grain)}
      )`.as('point'),
    )
    .selectAll()
    .orderBy('at_ms')
    .execute();
  const points = rows.map(({ at_ms, equity_usd, sandbox }) => ({
    atMs: Math.max(Number(at_ms), grain.fromMs),
    equityUsd: equity_usd,
    sandbox: sandbox === 1,
  }));
  // What was read just when the range begins takes the place of what was known before.
  return points.filter(({ atMs }, index) => points[index + 1]?.atMs !== atMs);
}

/** @param present accounts that there are; any other counts until it was seen last. Null: all count on */
export async function totalEquities(
  db: Db,
  range: EquityRange,
  present: readonly string[] | null,
  nowMs: number,
): Promise<TotalEquities> {
  const grain = await grainIn(db, range, nowMs);
  if (grain === null) return { real: [], play: [] };
  const moves = await movesIn(db, grain);
  const here = present === null ? null : new Set(present.map(columnText));
  const gone = here === null ? [] : (await lastSeen(db, grain)).filter(({ account_id }) => !here.has(account_id));
  return runningTotals(moves, gone, grain);
}

async function grainIn(db: Db, range: EquityRange, nowMs: number): Promise<EquityGrain | null> {
  const { first } = await db
    .selectFrom('equity_points')
    .select((columns) => columns.fn.min<Integer | null>('slot').as('first'))
    .where('step', '=', 'day')
    .executeTakeFirstOrThrow();
  return first === null ? null : grainOf(range, Number(first), nowMs);
}

/** By how much each sum moves in each stretch: what an account has there, less what it had before. */
async function movesIn(db: Db, grain: EquityGrain): Promise<readonly Move[]> {
  return db
    .selectFrom(
      sql<Move>`(
        ${latest(grain, null)}, point as (
          select latest.bucket, p.role, p.sandbox, p.at_ms, p.equity_cents as cents,
            lag(p.role) over account as was_role,
            lag(p.sandbox) over account as was_sandbox,
            lag(p.equity_cents) over account as was_cents
          ${joined(grain)}
          window account as (partition by p.account_id order by p.slot)
        )
        select bucket, role, sandbox, sum(cents) as cents, sum(counted) as counted, max(at_ms) as at_ms from (
          select bucket, role, sandbox, at_ms, cents, 1 as counted from point
          union all
          select bucket, was_role, was_sandbox, at_ms, -was_cents, -1 from point where was_role is not null
        ) as moved
        group by bucket, role, sandbox
      )`.as('move'),
    )
    .selectAll()
    .orderBy('bucket')
    .execute();
}

/** Each account's last point in the range or before it. */
async function lastSeen(db: Db, grain: EquityGrain): Promise<readonly LastSeen[]> {
  return db
    .selectFrom(
      sql<LastSeen>`(
        with recursive ${everybody}
        select p.account_id, p.role, p.sandbox, p.at_ms, p.equity_cents as cents, ${bucketOf(sql`p.slot`, grain)} as bucket
        from ids join equity_points as p on p.account_id = ids.account_id and p.step = ${grain.step}
          and p.slot = ${lastSlotBefore(grain, grain.beforeMs)}
      )`.as('last'),
    )
    .selectAll()
    .execute();
}

const integer = (value: number): RawBuilder<number> => sql`cast(${value} as bigint)`;
const bucketOf = (slot: RawBuilder<unknown>, { widthMs }: EquityGrain) => sql`${slot} - ${slot} % ${integer(widthMs)}`;

/** Found account by account, without a look at all their points. */
const everybody = sql`ids(account_id) as (
  select min(account_id) from equity_points
  union all
  select (select min(account_id) from equity_points where account_id > ids.account_id) from ids
  where ids.account_id is not null
)`;

const lastSlotBefore = ({ step }: EquityGrain, beforeMs: number) => sql`(
  select slot from equity_points as earlier
  where earlier.account_id = ids.account_id and earlier.step = ${step}
    and earlier.slot < ${integer(beforeMs)} and earlier.at_ms < ${integer(beforeMs)}
  order by slot desc limit 1
)`;

/**
 * The start of a query: `latest` is the last slot of each stretch and account, and what was known when the range begins
 * as stretch -1.
 */
function latest(grain: EquityGrain, accountId: string | null): RawBuilder<unknown> {
  const { step, stepMs, fromMs, beforeMs } = grain;
  const ids = accountId === null ? everybody : sql`ids(account_id) as (select cast(${accountId} as text))`;
  const ofThese = accountId === null ? sql`` : sql`and account_id = ${accountId}`;
  return sql`with recursive ${ids}, latest as (
    select account_id, bucket, max(slot) as slot from (
      select account_id, slot, ${bucketOf(sql`slot`, grain)} as bucket from equity_points
      where step = ${step} and slot >= ${integer(slotOf(fromMs, stepMs))} and slot < ${integer(beforeMs)}
        and at_ms >= ${integer(fromMs)} and at_ms < ${integer(beforeMs)} ${ofThese}
    ) as found
    group by account_id, bucket
    union all
    select account_id, ${integer(-1)}, ${lastSlotBefore(grain, fromMs)} from ids
  )`;
}

/** A cross join, as SQLite goes through all points otherwise. */
const joined = ({ step }: EquityGrain) =>
  sql`from latest cross join equity_points as p
    where p.account_id = latest.account_id and p.step = ${step} and p.slot = latest.slot`;
