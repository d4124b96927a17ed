import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Home } from './home.ts';
import { isRunning, type ProcessIdentity } from './process-identity.ts';
import type { SpawnedServer } from './temporal-server.ts';

/** What runs on a home, for the other commands. Holds no secret. */
export interface RunningUp {
  readonly process: ProcessIdentity;
  readonly startedAtMs: number;
  /** Null when the Temporal server is the user's own: then TEMPORAL_ADDRESS says where. */
  readonly temporal: SpawnedServer | null;
  readonly simulator: RunningSimulator | null;
  readonly apiUrl: string | null;
  /** Without its password. */
  readonly journalUrl: string;
  readonly configDir: string;
}

export interface RunningSimulator {
  readonly process: ProcessIdentity;
  readonly url: string;
}

/** Replaces the file as a whole: a reader sees the old or the new one. */
export function writeRunningUp(home: Home, up: RunningUp): void {
  const draft = `${home.upFile}.${process.pid}`;
  const content = { ...up, journalUrl: withoutPassword(up.journalUrl) };
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, home.upFile);
}

/** @returns null when no `up` runs on this home */
export function readRunningUp(home: Home): RunningUp | null {
  const up = readLastUp(home);
  return up !== null && isRunning(up.process) ? up : null;
}

/** What the last `up` wrote, whether it still runs or not. */
export function readLastUp(home: Home): RunningUp | null {
  try {
    const up = JSON.parse(readFileSync(home.upFile, 'utf8')) as Partial<RunningUp>;
    return typeof up.process?.pid === 'number' && typeof up.process.birth === 'string' ? (up as RunningUp) : null;
  } catch {
    return null;
  }
}

export function removeRunningUp(home: Home): void {
  rmSync(home.upFile, { force: true });
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  if (parsed.password === '' && !parsed.searchParams.has('password')) return url;
  parsed.password = '';
  parsed.searchParams.delete('password');
  return parsed.href;
}
