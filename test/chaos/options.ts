import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly seeds: readonly number[];
  readonly accounts: number;
  readonly intents: number;
  readonly driveMs: number;
  /** How many seeds run at once. */
  readonly parallel: number;
  /** Only says what the seeds would do. */
  readonly isPlanOnly: boolean;
  /** Only records histories for the replay tests anew. */
  readonly isRecording: boolean;
  /** Says on stderr what each seed is at. */
  readonly isVerbose: boolean;
  /** Null: `test/chaos/results/<date>.jsonl`. */
  readonly out: string | null;
  /** Histories of accounts that differ go there; null: nowhere. */
  readonly keep: string | null;
}

export const usage =
  'npm run chaos -- [--seeds 1..50] [--accounts 24] [--intents 200] [--drive-ms 9000] [--parallel 1] [--plan] [--record] [--verbose] [--out FILE] [--keep DIRECTORY]';

/** @throws Error with the usage */
export function readOptions(args: readonly string[]): ChaosOptions {
  try {
    return parsed(args);
  } catch (error) {
    throw new Error(`${(error as Error).message}\nusage: ${usage}`, { cause: error });
  }
}

/** The same again, for one seed. */
export const commandFor = (seed: number, { accounts, intents, driveMs }: ChaosOptions): string =>
  `npm run chaos -- --seeds ${String(seed)} --accounts ${String(accounts)} --intents ${String(intents)} --drive-ms ${String(driveMs)}`;

function parsed(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '1..50' },
      accounts: { type: 'string', default: '24' },
      intents: { type: 'string', default: '200' },
      'drive-ms': { type: 'string', default: '9000' },
      parallel: { type: 'string', default: '1' },
      plan: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      out: { type: 'string' },
      keep: { type: 'string' },
    },
  });
  return {
    seeds: seedsIn(values.seeds),
    accounts: wholeNumber('--accounts', values.accounts, 6),
    intents: wholeNumber('--intents', values.intents, 1),
    driveMs: wholeNumber('--drive-ms', values['drive-ms'], 3_000),
    parallel: wholeNumber('--parallel', values.parallel, 1),
    isPlanOnly: values.plan,
    isRecording: values.record,
    isVerbose: values.verbose,
    out: values.out ?? null,
    keep: values.keep ?? null,
  };
}

/** `7`, `1,5,9` or `1..50`. */
function seedsIn(text: string): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [from = '', to = from] = part.split('..');
    const [first, last] = [wholeNumber('--seeds', from, 1), wholeNumber('--seeds', to, 1)];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  });
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (text !== '' && Number.isInteger(number) && number >= least) return number;
  throw new Error(`${name} ${text}: expected a whole number from ${String(least)}`);
}
