import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { noGlobalLimits, type GlobalLimits } from '../domain/global-state.ts';
import { configError, configWarning, type ConfigProblem } from './config-problem.ts';
import { AmountOrZero } from './decimal.schema.ts';
import { expectationsOf, expected } from './expectations.ts';
import { readJsonFile } from './json-file.ts';

const limit = AmountOrZero.nullable().default(null);

/** `global.json`: what all accounts may do together. Unknown fields are refused: a misspelt limit must not be ignored. */
const GlobalFile = z.strictObject(
  { max_exposure_usd: limit, max_daily_loss_usd: limit },
  { error: expected('an object with the limits over all accounts') },
);

export interface ReadGlobalLimits {
  /** Null: the file has a mistake, so the limits that held before go on holding. */
  readonly limits: GlobalLimits | null;
  readonly problems: readonly ConfigProblem[];
}

/** Without the file there are no limits over all accounts. */
export function readGlobalLimits(configDir: string): ReadGlobalLimits {
  const file = `${basename(resolve(configDir))}/global.json`;
  const wrong = (...expectations: readonly string[]): ReadGlobalLimits => ({
    limits: null,
    problems: expectations.map((expectation) => configError(`${file}: ${expectation}`)),
  });
  const read = readJsonFile(join(configDir, 'global.json'));
  if (read.kind === 'missing') return { limits: noGlobalLimits, problems: [] };
  if (read.kind === 'unreadable') return wrong(read.problem);
  const parsed = GlobalFile.safeParse(read.value);
  if (!parsed.success) return wrong(...expectationsOf(parsed.error));
  const { max_exposure_usd: maxExposureUsd, max_daily_loss_usd: maxDailyLossUsd } = parsed.data;
  return { limits: { maxExposureUsd, maxDailyLossUsd }, problems: [] };
}

/** What somebody set in the browser; null: nobody did. `unknown`: nobody can tell now, so what holds goes on holding. */
export type EditedGlobalLimits = { readonly kind: 'known'; readonly limits: unknown } | { readonly kind: 'unknown' };

const edited = AmountOrZero.nullable();
const Edited = z.strictObject({ maxExposureUsd: edited, maxDailyLossUsd: edited });

/** The file's limits, or those of the browser, which win over it. */
export function withEditedLimits(
  configDir: string,
  file: ReadGlobalLimits,
  from: EditedGlobalLimits,
): ReadGlobalLimits {
  if (from.kind === 'unknown') return { limits: null, problems: file.problems };
  if (from.limits === null) return file;
  const parsed = Edited.safeParse(from.limits);
  if (!parsed.success) {
    const wrong = 'the limits over all accounts, as set in the browser, can’t be read: what held before holds';
    return { limits: null, problems: [...file.problems, configError(wrong)] };
  }
  const place = `${basename(resolve(configDir))}/global.json`;
  const told = configWarning(`${place}: the limits over all accounts were set in the browser, which holds`);
  return { limits: parsed.data, problems: [...file.problems, told] };
}
