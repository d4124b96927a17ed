import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BinarySource } from './binary-source.ts';
import { childEnvironment } from './child-environment.ts';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));
const downloader = fileURLToPath(new URL('./temporal-downloader.ts', import.meta.url));
const silentForMs = 15_000;

/**
 * Lets Temporal's SDK download its development server. It runs in a process group of its own, since the SDK can't be
 * interrupted: whatever brings no byte for some seconds, as without internet, is ended.
 */
export const downloadTemporal: BinarySource = async (target, { env, tell, signal }) => {
  const folder = `${target}-download`;
  mkdirSync(folder, { recursive: true });
  tell('downloading the Temporal server');
  const child = spawn(process.execPath, ['--import', 'tsx', downloader, folder], {
    cwd: projectRoot,
    env: childEnvironment(env),
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  try {
    const failure = await Promise.race([lastWords(child), silence(folder, child, signal)]);
    if (failure !== null) throw new Error(failure);
    const [file] = readdirSync(folder);
    if (file === undefined) throw new Error('nothing arrived');
    renameSync(join(folder, file), target);
  } finally {
    endGroup(child);
    rmSync(folder, { recursive: true, force: true });
  }
};

/** @returns null when the download succeeded */
function lastWords(child: ReturnType<typeof spawn>): Promise<string | null> {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (code) => {
      resolve(code === 0 ? null : words.trim().split('\n').at(-1) || `the download ended with code ${String(code)}`);
    });
  });
}

async function silence(folder: string, child: ReturnType<typeof spawn>, signal: AbortSignal): Promise<string> {
  let size = 0;
  let grewAt = performance.now();
  while (child.exitCode === null && child.signalCode === null && performance.now() - grewAt < silentForMs) {
    await delay(250, undefined, { signal });
    const now = sizeOf(folder);
    if (now > size) [size, grewAt] = [now, performance.now()];
  }
  return `no answer for ${silentForMs / 1_000} s`;
}

const sizeOf = (folder: string): number =>
  readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

function endGroup(child: ReturnType<typeof spawn>): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of it has ended already.
  }
}
