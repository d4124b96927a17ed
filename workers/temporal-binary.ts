import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { lock } from 'proper-lockfile';
import type { BinarySearch, BinarySource } from './binary-source.ts';
import { buildTemporal } from './build-temporal.ts';
import { childEnvironment } from './child-environment.ts';
import { downloadTemporal } from './download-temporal.ts';
import { tellOnStderr, withProgress } from './progress.ts';

export interface TemporalBinary {
  readonly path: string;
  readonly origin: 'PATH' | 'cache' | 'download' | 'build';
  /** What the binary says of itself. */
  readonly version: string;
}

const fileName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const versionWithinMs = 20_000;
const sources = [
  { origin: 'download', get: downloadTemporal },
  { origin: 'build', get: buildTemporal },
] as const satisfies readonly { readonly origin: TemporalBinary['origin']; readonly get: BinarySource }[];

/**
 * The Temporal server's binary: on PATH, in the cache, else downloaded or built into the cache. Any number of
 * processes may ask at once; one of them makes it.
 * @throws Error one line that names every way and why it failed
 */
export async function findTemporalBinary(options: BinarySearch): Promise<TemporalBinary> {
  const search = { tell: tellOnStderr, signal: new AbortController().signal, ...options };
  const cached = join(search.cacheDir, fileName);
  return (await onPath(search)) ?? (await at(cached, 'cache', search)) ?? (await makeOnce(cached, search));
}

async function onPath(search: Required<BinarySearch>): Promise<TemporalBinary | null> {
  const folders = (search.env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  for (const folder of folders) {
    const found = await at(join(folder, fileName), 'PATH', search);
    if (found !== null) return found;
  }
  return null;
}

async function makeOnce(cached: string, search: Required<BinarySearch>): Promise<TemporalBinary> {
  mkdirSync(search.cacheDir, { recursive: true });
  const release = await withProgress(
    search.tell,
    () => 'another process is getting the Temporal server ready',
    lock(search.cacheDir, {
      lockfilePath: join(search.cacheDir, 'temporal.lock'),
      stale: 5_000,
      retries: { forever: true, minTimeout: 250, maxTimeout: 1_000 },
      onCompromised: () => undefined, // at worst the work is done twice: the last step is an atomic rename
    }),
  );
  try {
    return (await at(cached, 'cache', search)) ?? (await make(cached, search));
  } finally {
    await release().catch(() => undefined);
  }
}

async function make(cached: string, search: Required<BinarySearch>): Promise<TemporalBinary> {
  const draft = `${cached}.draft-${process.pid}`;
  const failures: string[] = [];
  removeDrafts(search.cacheDir);
  for (const { origin, get } of sources) {
    try {
      await get(draft, search);
      const made = await at(draft, origin, search);
      if (made === null) throw new Error('what came does not answer --version');
      renameSync(draft, cached);
      return { ...made, path: cached };
    } catch (error) {
      search.signal.throwIfAborted();
      failures.push(`${origin}: ${(error as Error).message}`);
    } finally {
      rmSync(draft, { force: true });
    }
  }
  throw new Error(
    `no Temporal server: TEMPORAL_ADDRESS is not set; no working "temporal" on PATH or in ${search.cacheDir}; ` +
      failures.join('; '),
  );
}

function removeDrafts(cacheDir: string): void {
  for (const name of readdirSync(cacheDir).filter((found) => found.startsWith(`${fileName}.draft-`))) {
    rmSync(join(cacheDir, name), { force: true });
  }
}

/** @returns null when there is none at this path, or one that doesn't work */
async function at(
  path: string,
  origin: TemporalBinary['origin'],
  { env }: Required<BinarySearch>,
): Promise<TemporalBinary | null> {
  try {
    const options = { env: childEnvironment(env), timeout: versionWithinMs, killSignal: 'SIGKILL' } as const;
    const { stdout } = await promisify(execFile)(path, ['--version'], options);
    return /^temporal version /.test(stdout) ? { path, origin, version: stdout.trim() } : null;
  } catch {
    return null;
  }
}
