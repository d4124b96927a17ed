import type { DecisionRecord } from '../api/types.ts';

type Outcome = DecisionRecord['outcome'];
export type Tone = 'good' | 'bad' | 'warning' | 'quiet' | 'busy';

interface Worded {
  readonly word: string;
  readonly tone: Tone;
}

const words: Readonly<Record<Outcome, Worded>> = {
  filled: { word: 'Filled', tone: 'good' },
  partial: { word: 'Filled in part', tone: 'warning' },
  observed: { word: 'Observed', tone: 'quiet' },
  skipped: { word: 'Skipped', tone: 'quiet' },
  denied: { word: 'Held back', tone: 'warning' },
  rejected: { word: 'Refused by the exchange', tone: 'bad' },
  expired: { word: 'Too late', tone: 'warning' },
  unknown: { word: 'Not clear yet', tone: 'bad' },
  pending: { word: 'Under way', tone: 'busy' },
};

export const outcomesInOrder: readonly string[] = Object.keys(words);

/** An outcome of a newer server is shown as it is. */
export const outcomeInWords = (outcome: string): Worded =>
  (words as Readonly<Record<string, Worded>>)[outcome] ?? { word: outcome, tone: 'quiet' };

/** For bars, where no text is read on the colour. */
export const toneFills: Readonly<Record<Tone, string>> = {
  good: 'green.6',
  bad: 'red.6',
  warning: 'orange.5',
  quiet: 'gray.5',
  busy: 'blue.5',
};

export const toneColours: Readonly<Record<Tone, string>> = {
  good: 'green',
  bad: 'red',
  warning: 'orange',
  quiet: 'gray',
  busy: 'blue',
};
