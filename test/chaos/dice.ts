import { mix32, seededRandom } from '../../simulator/random.ts';

/** Draws that are the same for the same seed. */
export interface Dice {
  /** A number in [0, 1). */
  roll(): number;
  chance(share: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(items: readonly T[]): readonly T[];
}

/** Each purpose has a stream of its own, so that more draws for one change nothing for another. */
export function diceFor(seed: number, purpose: string): Dice {
  const stream = Array.from(purpose).reduce((sum, letter) => mix32(sum, letter.codePointAt(0) ?? 0), seed);
  const roll = seededRandom(stream);
  const whole = (least: number, most: number): number => least + Math.floor(roll() * (most - least + 1));
  return {
    roll,
    chance: (share) => roll() < share,
    whole,
    pick: (from) => {
      const picked = from[whole(0, from.length - 1)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    shuffled: (items) => {
      const left = [...items];
      for (let last = left.length - 1; last > 0; last -= 1) {
        const other = whole(0, last);
        [left[last], left[other]] = [left[other]!, left[last]!];
      }
      return left;
    },
  };
}
