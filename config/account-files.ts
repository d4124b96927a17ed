import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { AccountRole } from '../domain/account-config.ts';
import { configError, configWarning, type ConfigProblem } from './config-problem.ts';
import { fileTrouble, isMissing } from './file-trouble.ts';
import { readJsonFile } from './json-file.ts';

/** One account as it stands in a file, not yet checked. */
export interface RawAccount {
  readonly role: AccountRole;
  /** Such as `config/users/family.json`. */
  readonly file: string;
  /** Its index where the file holds an array. */
  readonly path: readonly number[];
  readonly value: unknown;
}

export interface RawAccounts {
  readonly accounts: readonly RawAccount[];
  readonly problems: readonly ConfigProblem[];
}

/** Reads `master.json` and `users/*.json`; what can't be read is a problem and stops nothing else. */
export function readAccountFiles(configDir: string): RawAccounts {
  const shownDir = basename(resolve(configDir));
  try {
    readdirSync(configDir);
  } catch (error) {
    return failed(`${configDir}: ${fileTrouble(error)}, expected the folder with master.json and users/*.json`);
  }
  return joined([
    readMaster(join(configDir, 'master.json'), `${shownDir}/master.json`),
    readUsers(join(configDir, 'users'), `${shownDir}/users`),
  ]);
}

function readMaster(path: string, file: string): RawAccounts {
  const read = readJsonFile(path);
  if (read.kind === 'missing') {
    const message = `${file}: ${read.problem}; without a master nothing is copied, users trade only on their own`;
    return { accounts: [], problems: [configWarning(message)] };
  }
  if (read.kind !== 'json') return failed(`${file}: ${read.problem}`);
  const value = isRecord(read.value) ? { user_id: 'master', ...read.value } : read.value;
  return { accounts: [{ role: 'master', file, path: [], value }], problems: [] };
}

function readUsers(dir: string, shownDir: string): RawAccounts {
  try {
    const files = readdirSync(dir).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
    return joined(files.sort().map((name) => readUserFile(join(dir, name), `${shownDir}/${name}`)));
  } catch (error) {
    const message = `${shownDir}: ${fileTrouble(error)}, expected a folder with one JSON file for each user`;
    return { accounts: [], problems: [isMissing(error) ? configWarning(message) : configError(message)] };
  }
}

function readUserFile(path: string, file: string): RawAccounts {
  const read = readJsonFile(path);
  if (read.kind !== 'json') return failed(`${file}: ${read.problem}`);
  const accounts: readonly RawAccount[] = Array.isArray(read.value)
    ? read.value.map((value: unknown, index) => ({ role: 'user', file, path: [index], value }))
    : [{ role: 'user', file, path: [], value: read.value }];
  return { accounts, problems: [] };
}

const failed = (message: string): RawAccounts => ({ accounts: [], problems: [configError(message)] });

const joined = (parts: readonly RawAccounts[]): RawAccounts => ({
  accounts: parts.flatMap((part) => part.accounts),
  problems: parts.flatMap((part) => part.problems),
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
