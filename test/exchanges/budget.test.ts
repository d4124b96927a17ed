import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openBudget } from '../../exchanges/budget.ts';
import type { Budget, Urgency } from '../../exchanges/budget.ts';

/** How many calls of weight 1 leave at once. */
async function atOnce(budget: Budget, urgency: Urgency, tries: number): Promise<number> {
  const taken = await Promise.all(Array.from({ length: tries }, () => budget.take(urgency, 1, 0)));
  for (const permit of taken) permit?.release();
  return taken.filter((permit) => permit !== null).length;
}

test('never more than the weight in any stretch of its time, however many ask', async () => {
  const budget = openBudget({ weight: 60, perMs: 300 });
  const leftAtMs: number[] = [];
  const ask = async (): Promise<void> => {
    const weight = 1 + (leftAtMs.length % 3);
    if ((await budget.take('exit', weight, 900)) === null) return;
    for (let unit = 0; unit < weight; unit += 1) leftAtMs.push(performance.now());
  };
  const asking: Promise<void>[] = [];
  for (let count = 0; count < 300; count += 1) {
    asking.push(ask());
    // So that what is granted is noted at once.
    await nextTurn();
  }
  await Promise.all(asking);
  expect(leftAtMs.length).toBeGreaterThan(60);
  for (const fromMs of leftAtMs) {
    const within = leftAtMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + 290);
    expect(within.length).toBeLessThanOrEqual(60);
  }
});

test('reads use up their part: entries have theirs, and exits theirs beyond that', async () => {
  const budget = openBudget({ weight: 200, perMs: 3_600_000 });
  expect(await atOnce(budget, 'read', 300)).toBe(80);
  expect(await atOnce(budget, 'look', 300)).toBe(0);
  expect(await atOnce(budget, 'entry', 300)).toBe(10);
  expect(await atOnce(budget, 'exit', 300)).toBe(10);
  expect(await atOnce(budget, 'exit', 1)).toBe(0);
});

test('exits leave first, then entries, looks, reads, whatever the order they came in', async () => {
  const budget = openBudget({ weight: 2, perMs: 100 });
  await budget.take('exit', 1, 0);
  const left: Urgency[] = [];
  const asking = (['read', 'look', 'entry', 'exit', 'read', 'entry', 'exit'] as const).map(async (urgency) => {
    if ((await budget.take(urgency, 1, 4_000)) !== null) left.push(urgency);
  });
  await Promise.all(asking);
  expect(left).toEqual(['exit', 'exit', 'entry', 'entry', 'look', 'read', 'read']);
});

test('who gives up holds nobody back, and a weight beyond all there is passes alone', async () => {
  const budget = openBudget({ weight: 20, perMs: 200 });
  await budget.take('exit', 10, 0);
  const heavy = budget.take('read', 1_000, 20);
  const light = budget.take('read', 1, 1_000);
  expect(await heavy).toBeNull();
  expect(await light).not.toBeNull();
  expect(await budget.take('read', 1_000, 2_000)).not.toBeNull();
});

test('the address is refused: reads and entries stay for that long, exits go one at a time', async () => {
  const budget = openBudget({ weight: 1_000, perMs: 1_000 });
  const startedAtMs = performance.now();
  budget.pause(250);
  budget.pause(10);
  expect(await budget.take('read', 1, 100)).toBeNull();
  expect(performance.now() - startedAtMs, 'what can not leave in time is told at once').toBeLessThan(90);

  const entry = budget.take('entry', 1, 2_000).then(() => performance.now());
  const first = await budget.take('exit', 1, 0);
  expect(first).not.toBeNull();
  const second = budget.take('exit', 1, 2_000).then(() => performance.now());
  await sleep(60);
  const releasedAtMs = performance.now();
  first?.release();
  first?.release();
  expect(await second).toBeGreaterThanOrEqual(releasedAtMs);
  expect(await entry).toBeGreaterThanOrEqual(startedAtMs + 245);
});
