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
        select at_ms, equity_usd, sandbox from latest
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
        ${latest(grain, null)}, step as (
          select bucket, role, sandbox, at_ms, cents,
            lag(role) over account as was_role,
            lag(sandbox) over account as was_sandbox,
            lag(cents) over account as was_cents
          from latest window account as (partition by account_id order by slot)
        )
        select bucket, role, sandbox, max(at_ms) as at_ms, sum(cents - was_cents) as cents, 0 as counted
        from step where role = was_role and sandbox = was_sandbox group by bucket, role, sandbox
        union all
        select bucket, role, sandbox, at_ms, cents, 1
        from step where was_role is null or role <> was_role or sandbox <> was_sandbox
        union all
        select bucket, was_role, was_sandbox, at_ms, -was_cents, -1
        from step where role <> was_role or sandbox <> was_sandbox
      )`.as('move'),
    )
    .selectAll()
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
 * The start of a query: `latest` is the last point of each stretch and account, and what was known when the range begins
 * as stretch -1. Each point is looked at once.
 */
function latest(grain: EquityGrain, accountId: string | null): RawBuilder<unknown> {
  const { step, stepMs, fromMs, beforeMs } = grain;
  const ids = accountId === null ? everybody : sql`ids(account_id) as (select cast(${accountId} as text))`;
  const ofThese = accountId === null ? sql`` : sql`and account_id = ${accountId}`;
  return sql`with recursive ${ids}, known as (
    select account_id, ${lastSlotBefore(grain, fromMs)} as slot from ids
  ), found as (
    select account_id, slot, ${bucketOf(sql`slot`, grain)} as bucket, role, sandbox, at_ms, equity_usd, equity_cents,
      lead(${bucketOf(sql`slot`, grain)}) over (partition by account_id order by slot) as next_bucket
    from equity_points
    where step = ${step} and slot >= ${integer(slotOf(fromMs, stepMs))} and slot < ${integer(beforeMs)}
      and at_ms >= ${integer(fromMs)} and at_ms < ${integer(beforeMs)} ${ofThese}
  ), latest as (
    select account_id, slot, bucket, role, sandbox, at_ms, equity_usd, equity_cents as cents from found
    where next_bucket is null or next_bucket <> bucket
    union all
    select p.account_id, p.slot, ${integer(-1)}, p.role, p.sandbox, p.at_ms, p.equity_usd, p.equity_cents
    from known cross join equity_points as p
    where p.account_id = known.account_id and p.step = ${step} and p.slot = known.slot
  )`;
}
