import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { configError, type ConfigProblem } from './config-problem.ts';
import { fileTrouble, isMissing } from './file-trouble.ts';

/** Environment variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment over the project's `.env` file: what is really set wins, even when set to nothing. */
export function readEnvironment(options: { readonly projectDir: string; readonly env: Environment }): {
  readonly env: Environment;
  readonly problems: readonly ConfigProblem[];
} {
  try {
    return { env: { ...parse(readFileSync(join(options.projectDir, '.env'))), ...options.env }, problems: [] };
  } catch (error) {
    return { env: options.env, problems: isMissing(error) ? [] : [configError(`.env: ${fileTrouble(error)}`)] };
  }
}

/** A variable's text without the blanks that pasting leaves; null when unset or empty. */
export function variable(env: Environment, name: string): string | null {
  const text = env[name]?.trim() ?? '';
  return text === '' ? null : text;
}
