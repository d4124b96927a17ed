import { expect, test } from 'vitest';
import { openNonceSource } from '../../exchanges/nonce.ts';

test('strictly increasing, also when many come in one millisecond or the clock steps back', () => {
  let nowMs = 1_800_000_000_000;
  const nonces = openNonceSource(() => nowMs);
  const taken = [nonces.next(), nonces.next(), nonces.next()];
  nowMs -= 60_000;
  taken.push(nonces.next());
  nowMs += 120_000;
  taken.push(nonces.next());
  expect(taken).toEqual([
    '1800000000000000',
    '1800000000000001',
    '1800000000000002',
    '1800000000000003',
    '1800000060000000',
  ]);
  expect(nonces.last).toBe(taken.at(-1));
});

test('goes on above what an earlier process used, and never back', () => {
  const nonces = openNonceSource(() => 1_000);
  nonces.raise('9007199254740993000');
  expect(nonces.next()).toBe('9007199254740993001');
  nonces.raise('5');
  expect(nonces.next()).toBe('9007199254740993002');
});

test.each(['', '-1', '1.5', 'abc', '0x10'])('"%s" is no nonce', (text) => {
  expect(() => {
    openNonceSource().raise(text);
  }).toThrow(RangeError);
});

test('refused, it jumps a second ahead, sixty times as far with each refusal in a row, and a second again once taken', () => {
  const nonces = openNonceSource(() => 1_000_000);
  nonces.next();
  const seconds = [1n, 60n, 3_600n, 216_000n, 1n];
  const jumps = seconds.map((_, refusal) => {
    if (refusal === 4) nonces.taken();
    const before = BigInt(nonces.last);
    nonces.refused();
    return (BigInt(nonces.last) - before) / 1_000_000n;
  });
  expect(jumps).toEqual(seconds);
});

test('refused for ever, it stays within 64 bits and goes on increasing', () => {
  const nonces = openNonceSource();
  for (let refusal = 0; refusal < 500; refusal += 1) nonces.refused();
  const before = BigInt(nonces.last);
  expect(BigInt(nonces.next())).toBeGreaterThan(before);
  expect(BigInt(nonces.last)).toBeLessThan(2n ** 63n);
});
