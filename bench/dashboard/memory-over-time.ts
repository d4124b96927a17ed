import { setTimeout as delay } from 'node:timers/promises';
import { rounded } from '../statistics.ts';
import type { Inspector } from './inspector.ts';

export interface MemoryAt {
  /** Since the first intent. */
  readonly atS: number;
  readonly rssMb: number;
  readonly heapUsedMb: number;
  /** What was left after a collection; asked less often, as it stops everything for a moment. */
  readonly collectedMb: number | null;
}

const collectEvery = 2;

/** Until the signal says so, beginning now and once more at the end. */
export async function memoryOverTime(
  inspector: Inspector,
  everyMs: number,
  signal: AbortSignal,
): Promise<readonly MemoryAt[]> {
  const startedAt = performance.now();
  const taken: MemoryAt[] = [];
  const take = async (isCollected: boolean): Promise<void> => {
    const atS = (performance.now() - startedAt) / 1_000;
    const { rssMb, heapUsedMb } = await inspector.memory();
    const collectedMb = isCollected ? rounded(await inspector.collectedHeapMb()) : null;
    taken.push({ atS: rounded(atS), rssMb: rounded(rssMb), heapUsedMb: rounded(heapUsedMb), collectedMb });
  };
  for (let look = 0; !signal.aborted; look += 1) {
    await take(look % collectEvery === 0);
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
  await take(true);
  return taken;
}

/** Of the straight line through what was seen from then on, in MB a minute; null: two points at least make a line. */
export function slopePerMinute(
  taken: readonly MemoryAt[],
  valueOf: (at: MemoryAt) => number | null,
  fromS: number,
): number | null {
  const points = taken.flatMap((at) => {
    const value = valueOf(at);
    return value === null || at.atS < fromS ? [] : [{ x: at.atS / 60, y: value }];
  });
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const across = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (across === 0 || points.length < 2) return null;
  return rounded(points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / across);
}
