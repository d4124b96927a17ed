import { sql, type Insertable, type Kysely } from 'kysely';
import { canonical, rounded, times } from '../domain/decimal.ts';
import { equitySteps, slotOf, type EquityStep } from './equity-steps.ts';
import type { EquityPoint } from './equity.ts';
import { columnText } from './journal-rows.ts';
import type { EquityPointRow, JournalSchema } from './journal-schema.ts';

type Db = Kysely<JournalSchema>;
type NewRow = Insertable<EquityPointRow>;

/** As small as the journal's own, so that no write of a trade waits long for SQLite's one write lock. */
const rowsPerStatement = 200;

/** Later points of a minute, hour or day take the place of earlier ones. */
export async function writePoints(db: Db, points: readonly EquityPoint[]): Promise<void> {
  const rows = rowsOf(points);
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    await db
      .insertInto('equity_points')
      .values(rows.slice(start, start + rowsPerStatement))
      .onConflict((conflict) =>
        conflict
          .columns(['step', 'slot', 'account_id'])
          .doUpdateSet(({ ref }) => ({
            at_ms: ref('excluded.at_ms'),
            role: ref('excluded.role'),
            sandbox: ref('excluded.sandbox'),
            equity_usd: ref('excluded.equity_usd'),
            equity_cents: ref('excluded.equity_cents'),
          }))
          .whereRef('excluded.at_ms', '>', 'equity_points.at_ms'),
      )
      .execute();
  }
}

/** One a key, as one statement can't touch a row twice. */
function rowsOf(points: readonly EquityPoint[]): readonly NewRow[] {
  const kept = new Map<string, NewRow>();
  for (const { step, stepMs } of equitySteps) {
    for (const point of points) {
      const row = rowOf(point, step, stepMs);
      const key = JSON.stringify([step, row.slot, row.account_id]);
      const known = kept.get(key);
      if (known === undefined || row.at_ms > known.at_ms) kept.set(key, row);
    }
  }
  return [...kept.values()];
}

const rowOf = (point: EquityPoint, step: EquityStep, stepMs: number): NewRow => ({
  step,
  slot: slotOf(point.atMs, stepMs),
  account_id: columnText(point.accountId),
  at_ms: point.atMs,
  role: point.role,
  sandbox: point.sandbox ? 1 : 0,
  equity_usd: canonical(point.equityUsd),
  equity_cents: Number(rounded(times(point.equityUsd, '100'), 0)),
});

/**
 * Takes out what is too old for its step, oldest first. Of each account the latest one of them stays: it is what was
 * known when the time that is kept begins.
 */
export async function thinOut(db: Db, nowMs: number, most: number): Promise<void> {
  for (const { step, keptMs } of equitySteps) {
    if (keptMs === Infinity) continue;
    const before = sql`cast(${nowMs - keptMs} as bigint)`;
    await sql`
      delete from equity_points where step = ${step} and (slot, account_id) in (
        select slot, account_id from equity_points as old
        where step = ${step} and slot < ${before} and exists (
          select 1 from equity_points as newer
          where newer.account_id = old.account_id and newer.step = ${step}
            and newer.slot > old.slot and newer.slot < ${before}
        )
        order by slot limit ${most}
      )`.execute(db);
  }
}
