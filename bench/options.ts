import { parseArgs } from 'node:util';

const usualParts = ['floor', 'observe', 'live', 'cold', 'burst', 'plain', 'memory', 'up'] as const;
/** The dashboard takes minutes of a machine of its own: it is measured when it is asked for. */
export const parts = [...usualParts, 'dashboard'] as const;
export type Part = (typeof parts)[number];

export interface DashboardOptions {
  readonly accounts: number;
  /** Of them, those that send orders; the others observe. */
  readonly liveAccounts: number;
  readonly seconds: number;
  /** Between one intent and the next. */
  readonly everyMs: number;
  readonly dashboards: number;
}

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
  readonly dashboard: DashboardOptions;
  /** Null: `bench/results/<time>.json`. */
  readonly out: string | null;
}

const usage = `npm run bench -- [--sizes 1,3,100,300] [--delays 0,100] [--rounds N] [--only ${parts.join(',')}] [--synchronous FULL|NORMAL|OFF] [--accounts 300] [--live 6] [--seconds 300] [--every 1000] [--dashboards 10] [--out FILE]`;

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
      only: { type: 'string', default: usualParts.join(',') },
      synchronous: { type: 'string', default: 'NORMAL' },
      accounts: { type: 'string', default: '300' },
      live: { type: 'string', default: '6' },
      seconds: { type: 'string', default: '300' },
      every: { type: 'string', default: '1000' },
      dashboards: { type: 'string', default: '10' },
      out: { type: 'string' },
    },
  });
  return {
    sizes: wholeNumbers('--sizes', values.sizes, 1).sort((a, b) => a - b),
    delaysMs: wholeNumbers('--delays', values.delays, 0),
    rounds: values.rounds === undefined ? null : wholeNumber('--rounds', values.rounds, 1),
    only: new Set(values.only.split(',').map((name) => oneOf('--only', parts, name))),
    synchronous: oneOf('--synchronous', ['FULL', 'NORMAL', 'OFF'] as const, values.synchronous),
    dashboard: {
      accounts: wholeNumber('--accounts', values.accounts, 1),
      liveAccounts: wholeNumber('--live', values.live, 0),
      seconds: wholeNumber('--seconds', values.seconds, 10),
      everyMs: wholeNumber('--every', values.every, 100),
      dashboards: wholeNumber('--dashboards', values.dashboards, 2),
    },
    out: values.out ?? null,
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const [number, ...others] = wholeNumbers(name, text, least);
  if (number === undefined || others.length > 0) throw new Error(`${name} ${text}: expected one whole number`);
  return number;
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
