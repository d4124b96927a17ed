/** Mixes two 32-bit numbers into one; for a fixed `seed` it never gives two values of `n` the same result. */
export function mix32(n: number, seed: number): number {
  let x = (n ^ seed) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** A repeatable stream of numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let drawn = 0;
  return () => mix32(++drawn, mix32(seed, 0x9e3779b9)) / 2 ** 32;
}
