import { mix32 } from '../random.ts';

const base36 = (n: number, length: number): string => n.toString(36).toUpperCase().padStart(length, '0').slice(-length);

/** Kraken's spelling, `OXXXXX-XXXXX-XXXXXX`. The `sequence`-th id of a seed, different from all its others. */
function idFor(letter: 'O' | 'T', sequence: number, seed: number): string {
  const unique = base36(mix32(sequence, seed), 7);
  const filling = base36(mix32(sequence, seed ^ 0x5bd1e995), 6) + base36(mix32(sequence, ~seed), 3);
  const text = unique + filling;
  return `${letter}${text.slice(0, 5)}-${text.slice(5, 10)}-${text.slice(10)}`;
}

export const orderIdFor = (sequence: number, seed: number): string => idFor('O', sequence, seed);
export const tradeIdFor = (sequence: number, seed: number): string => idFor('T', sequence, seed ^ 0x2545f491);
