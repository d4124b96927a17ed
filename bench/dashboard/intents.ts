import { setTimeout as delay } from 'node:timers/promises';
import { symbol } from '../stage.ts';
import { spreadOrNull, type Spread } from '../statistics.ts';
import type { Owner } from './owner.ts';

export interface IntentsSent {
  readonly ids: readonly string[];
  /** When each was due, by the clock. */
  readonly dueAtMs: ReadonlyMap<string, number>;
  readonly failures: readonly string[];
  /** How long after its time each was sent: the sender's own trouble. */
  readonly lateMs: Spread | null;
  /** From its time until the answer that says who got it. */
  readonly answeredMs: Spread | null;
}

interface IntentPlan {
  readonly count: number;
  readonly everyMs: number;
  readonly price: string;
}

/** One after the other at fixed times, whether those before are answered or not. Entries and exits take turns. */
export async function sendIntents(owner: Owner, { count, everyMs, price }: IntentPlan): Promise<IntentsSent> {
  const startedAt = performance.now();
  const clockStartedAtMs = Date.now();
  const failures: string[] = [];
  const late: number[] = [];
  const answered: number[] = [];
  const ids = Array.from({ length: count }, (_, index) => `bench-${String(index + 1).padStart(4, '0')}`);
  const underWay = ids.map(async (intentId, index) => {
    const due = startedAt + index * everyMs;
    await delay(Math.max(0, due - performance.now()));
    late.push(Math.max(0, performance.now() - due));
    const shared = { intentId, symbol };
    const entry = { kind: 'entry', side: 'buy', masterEquityBefore: '30000' };
    const exit = { kind: 'exit', side: 'sell', exitFraction: '1' };
    const masterFill = { quantity: '0.01', averagePrice: price };
    try {
      await owner.ask('POST', '/intents', { ...shared, ...(index % 2 === 0 ? entry : exit), masterFill });
      answered.push(performance.now() - due);
    } catch (error) {
      failures.push(`${intentId}: ${(error as Error).message}`);
    }
  });
  await Promise.all(underWay);
  const dueAtMs = new Map(ids.map((id, index) => [id, clockStartedAtMs + index * everyMs]));
  return { ids, dueAtMs, failures, lateMs: spreadOrNull(late), answeredMs: spreadOrNull(answered) };
}
