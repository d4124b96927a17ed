import { dividedBy } from '../domain/decimal.ts';
import type { EquityGrain } from './equity-steps.ts';
import type { TotalEquities, TotalEquity } from './equity.ts';

/** PostgreSQL gives large integers and their sums as text. */
export type Integer = number | string;

interface Holding {
  /** When the stretch began; -1: before the range. */
  readonly bucket: Integer;
  readonly role: string;
  readonly sandbox: number;
  readonly cents: Integer;
  readonly at_ms: Integer;
}

/** By how much the sum of these accounts moved, and by how many accounts. */
export type Move = Holding & { readonly counted: Integer };
export type LastSeen = Holding & { readonly account_id: string };

interface Step {
  readonly bucket: number;
  readonly atMs: number;
  readonly isUser: boolean;
  readonly isPlay: boolean;
  readonly cents: bigint;
  readonly counted: number;
}

/** @param gone their last points: they count no more after them */
export function runningTotals(moves: readonly Move[], gone: readonly LastSeen[], grain: EquityGrain): TotalEquities {
  const steps = [...moves.map((move) => stepOf(move)), ...gone.map((last) => leaving(last, grain))]
    .filter(({ bucket }) => bucket < grain.beforeMs)
    .sort((one, other) => one.bucket - other.bucket);
  const ofMoney = (isPlay: boolean): readonly TotalEquity[] =>
    totalsOf(
      steps.filter((step) => step.isPlay === isPlay),
      grain.fromMs,
    );
  return { real: ofMoney(false), play: ofMoney(true) };
}

function totalsOf(steps: readonly Step[], fromMs: number): readonly TotalEquity[] {
  const totals: (TotalEquity & { readonly bucket: number })[] = [];
  const users = runningSum();
  const master = runningSum();
  for (const { bucket, atMs, isUser, cents, counted } of steps) {
    (isUser ? users : master).add(cents, counted);
    const last = totals.at(-1);
    const at = { bucket, atMs: Math.max(atMs, fromMs, last?.atMs ?? 0) };
    if (last?.bucket === at.bucket || last?.atMs === at.atMs) totals.pop();
    totals.push({ ...at, usersUsd: users.now(), masterUsd: master.now() });
  }
  return totals.map(({ bucket: _, ...total }) => total);
}

/** Null while it is the sum of nothing. */
function runningSum() {
  let cents = 0n;
  let counted = 0;
  return {
    add: (moreCents: bigint, more: number) => {
      cents += moreCents;
      counted += more;
    },
    now: () => (counted === 0 ? null : dividedBy(cents.toString(), '100')),
  };
}

const stepOf = ({ bucket, role, sandbox, cents, counted, at_ms }: Move): Step => ({
  bucket: Number(bucket),
  atMs: Number(at_ms),
  isUser: role === 'user',
  isPlay: sandbox === 1,
  cents: BigInt(cents),
  counted: Number(counted),
});

/** Out of the sum with the stretch after the one in which it was seen last. */
function leaving(last: LastSeen, { widthMs }: EquityGrain): Step {
  const { cents, ...step } = stepOf({ ...last, counted: -1 });
  const bucket = step.bucket + widthMs;
  return { ...step, bucket, atMs: bucket, cents: -cents };
}
