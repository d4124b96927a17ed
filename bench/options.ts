import { parseArgs } from 'node:util';

export const parts = ['floor', 'observe', 'live', 'cold', 'burst', 'plain', 'memory', 'up'] as const;
export type Part = (typeof parts)[number];

export interface BenchOptions {
  /** Ascending: the roster only grows. */
  readonly sizes: readonly number[];
  /** How late the exchange answers. */
  readonly delaysMs: readonly number[];
  /** Measured rounds of each block; null: more for small rosters than for large ones. */
  readonly rounds: number | null;
  readonly only: ReadonlySet<Part>;
  /** What a power cut may take from the Temporal server's file. */
  readonly synchronous: 'FULL' | 'NORMAL' | 'OFF';
  /** Null: `bench/results/<time>.json`. */
  readonly out: string | null;
}

const usage = `npm run bench -- [--sizes 1,3,100,300] [--delays 0,100] [--rounds N] [--only ${parts.join(',')}] [--synchronous FULL|NORMAL|OFF] [--out FILE]`;

/** @throws Error with the usage */
export function readOptions(args: readonly string[]): BenchOptions {
  try {
    return parsed(args);
  } catch (error) {
    throw new Error(`${(error as Error).message}\nusage: ${usage}`, { cause: error });
  }
}

function parsed(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: '1,3,100,300' },
      delays: { type: 'string', default: '0,100' },
      rounds: { type: 'string' },
      only: { type: 'string', default: parts.join(',') },
      synchronous: { type: 'string', default: 'NORMAL' },
      out: { type: 'string' },
    },
  });
  return {
    sizes: wholeNumbers('--sizes', values.sizes, 1).sort((a, b) => a - b),
    delaysMs: wholeNumbers('--delays', values.delays, 0),
    rounds: values.rounds === undefined ? null : (wholeNumbers('--rounds', values.rounds, 1)[0] ?? null),
    only: new Set(values.only.split(',').map((name) => oneOf('--only', parts, name))),
    synchronous: oneOf('--synchronous', ['FULL', 'NORMAL', 'OFF'] as const, values.synchronous),
    out: values.out ?? null,
  };
}

function wholeNumbers(name: string, text: string, least: number): number[] {
  const numbers = text.split(',').map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number >= least)) return numbers;
  throw new Error(`${name} ${text}: expected whole numbers from ${least}, separated by commas`);
}

function oneOf<T extends string>(name: string, allowed: readonly T[], text: string): T {
  const found = allowed.find((candidate) => candidate === text);
  if (found === undefined) throw new Error(`${name} ${text}: expected ${allowed.join(', ')}`);
  return found;
}
