import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const silentOwnerMs = 30_000;
const longestInstallMs = 15 * 60_000;

/**
 * Installs exactly what package-lock.json names, unless it is installed already. Several processes may call this at
 * once: one installs, the others wait. Progress goes to stderr only.
 * @param {string} [root] the checkout
 * @returns {Promise<void>} rejects with one line for a person when Node is too old or npm fails
 */
export async function ensureDependencies(root = projectRoot) {
  requireNodeVersion(root);
  if (isInstalled(root)) return;
  const lock = join(root, '.lockstep-set-up.lock');
  const startedAt = performance.now();
  let waiting = false;
  while (!acquire(lock)) {
    if (!waiting) say('another process is installing the dependencies; waiting for it');
    waiting = true;
    await delay(250);
    if (isInstalled(root)) return;
  }
  const heartbeat = setInterval(() => touch(lock), 2_000);
  try {
    if (isInstalled(root)) return;
    say('installing dependencies (npm ci)');
    await runNpmCi(root, lock, startedAt);
    writeFileSync(stampFile(root), lockHash(root));
    say(`dependencies ready after ${seconds(startedAt)}`);
  } finally {
    clearInterval(heartbeat);
    rmSync(lock, { recursive: true, force: true });
  }
}

function requireNodeVersion(root) {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines?.node ?? '>=20.19';
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(wanted) ?? []).slice(1).map(Number);
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new Error(`Lockstep needs Node ${major}.${minor} or newer; this is ${process.versions.node}`);
}

const stampFile = (root) => join(root, 'node_modules', '.lockstep-installed');
const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

function isInstalled(root) {
  const hash = lockHash(root);
  if (readIfThere(stampFile(root)) === hash) return true;
  if (!npmInstalledTheSame(root)) return false;
  try {
    writeFileSync(stampFile(root), hash);
  } catch {
    // A read-only checkout is complete all the same; the next start compares again.
  }
  return true;
}

/**
 * Whether npm's own record of its last finished install, and the disk, have every package that package-lock.json asks
 * for. The record alone does not do: `npm install --package-lock-only` writes it too.
 */
function npmInstalledTheSame(root) {
  const record = readIfThere(join(root, 'node_modules', '.package-lock.json'));
  if (record === null) return false;
  const installed = JSON.parse(record).packages ?? {};
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    const found = installed[path];
    if (path === '') return true;
    if (found === undefined) return entry.optional === true;
    const version = JSON.parse(readIfThere(join(root, path, 'package.json')) ?? 'null')?.version;
    const onDisk = entry.link === true ? version !== undefined : version === entry.version;
    return onDisk && found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** The lock is a directory that appears together with its owner's file, so it never exists without an owner. */
function acquire(lock) {
  const own = `${lock}.${randomUUID()}`;
  mkdirSync(own);
  writeOwner(own, [process.pid]);
  try {
    renameSync(own, lock);
    return true;
  } catch {
    rmSync(own, { recursive: true, force: true });
    removeIfStale(lock);
    return false;
  }
}

const writeOwner = (lock, pids) => writeFileSync(join(lock, 'owner'), pids.join(' '));

function removeIfStale(lock) {
  const owner = readIfThere(join(lock, 'owner'));
  if (owner === null || !isStale(lock, owner)) return;
  const aside = `${lock}.${randomUUID()}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  // Between the look and the rename somebody else may have replaced the stale lock by a living one: give it back.
  if (readIfThere(join(aside, 'owner')) === owner) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, lock);
}

/** An owner that is gone may have left its npm running: that one is waited for. A pid in use again betrays itself by age. */
function isStale(lock, owner) {
  const [ownerAlive, npmAlive] = owner.split(' ').map(Number).map(isAlive);
  if (!ownerAlive && !npmAlive) return true;
  try {
    return Date.now() - statSync(lock).mtimeMs > (ownerAlive ? silentOwnerMs : longestInstallMs);
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function touch(lock) {
  const now = new Date();
  try {
    utimesSync(lock, now, now);
  } catch {
    // Somebody removed the lock by hand; the install goes on.
  }
}

/** `npm start` may run under `-s` or NODE_ENV=production: both are overruled, since tests need the dev packages. */
async function runNpmCi(root, lock, startedAt) {
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const child = spawn(command, [...args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (child.pid !== undefined) writeOwner(lock, [process.pid, child.pid]);
  const forward = (signal) => child.kill(signal);
  process.on('SIGTERM', forward);
  const progress = setInterval(() => say(`installing dependencies, ${seconds(startedAt)}`), 5_000);
  try {
    const failure = await new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(code === 0 ? null : `it ended with ${signal ?? `code ${code}`}`));
    });
    if (failure !== null) throw new Error(`npm ci could not install the dependencies in ${root}: ${failure}`);
  } finally {
    clearInterval(progress);
    process.off('SIGTERM', forward);
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const seconds = (startedAt) => `${Math.round((performance.now() - startedAt) / 1_000)} s`;
const say = (text) => process.stderr.write(`lockstep: ${text}\n`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureDependencies().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
