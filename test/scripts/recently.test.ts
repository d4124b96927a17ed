import { expect, test } from 'vitest';
import { recently } from '../../scripts/lockstep-port/recently.ts';
import { until } from '../support/world.ts';

/** A read that counts, and answers when it is told to. */
function counted(keepMs: number) {
  const reads: string[] = [];
  const open: { answer(): void; fail(): void }[] = [];
  const recent = recently(keepMs, (key: string) => {
    reads.push(key);
    return new Promise<number>((resolve, reject) => {
      const number = reads.length;
      open.push({ answer: () => resolve(number), fail: () => reject(new Error('no')) });
    });
  });
  return { reads, open, recent };
}

test('ten who ask at once, and who asks shortly after, are one read', async () => {
  const { reads, open, recent } = counted(60_000);
  const asked = Array.from({ length: 10 }, () => recent.of('a'));
  open[0]!.answer();
  expect(await Promise.all(asked)).toEqual(Array(10).fill(1));
  expect(await recent.of('a')).toBe(1);
  void recent.of('b');
  expect(reads).toEqual(['a', 'b']);
});

test('after its time an answer is read anew, so nobody acts on an old state for long', async () => {
  const { reads, open, recent } = counted(20);
  const first = recent.of('a');
  open[0]!.answer();
  await first;
  await until(async () => {
    void recent.of('a');
    return reads.length > 1;
  }, 2_000);
  expect(reads).toEqual(['a', 'a']);
});

test('what is forgotten is read anew, and what was under way then is not kept', async () => {
  const { reads, open, recent } = counted(60_000);
  const before = recent.of('a');
  recent.forget('a');
  const after = recent.of('a');
  open[0]!.answer();
  await before;
  open[1]!.answer();
  expect([await before, await after, await recent.of('a')]).toEqual([1, 2, 2]);
  recent.forget();
  void recent.of('a');
  expect(reads).toHaveLength(3);
});

test('a failed read is told to those who asked, and tried again by the next', async () => {
  const { reads, open, recent } = counted(60_000);
  const failing = recent.of('a');
  open[0]!.fail();
  await expect(failing).rejects.toThrow('no');
  const next = recent.of('a');
  open[1]!.answer();
  expect(await next).toBe(2);
  expect(reads).toHaveLength(2);
});
