import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { postgresBinaries } from './postgres-binaries.ts';

const user = 'lockstep';
const password = 'test-only-password';
const startWithinMs = 30_000;
const stopWithinMs = 10_000;

/** A PostgreSQL server of our own, on a temporary data directory and a free port. */
export interface PostgresServer {
  /** Of its first database. */
  readonly url: string;
  /** A new, empty database. */
  createDatabase(name: string): Promise<string>;
  /** Ends it at once, as a crash would; its data stays. */
  stop(): Promise<void>;
  /** On the same port with the same data. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

/** Tests end processes, not machines: nothing needs to reach the disk. */
const quick = ['fsync=off', 'full_page_writes=off'];

/**
 * @param settings as in `postgres -c`
 * @returns null when this machine has no PostgreSQL and none can be installed
 */
export async function startPostgres(settings: readonly string[] = quick): Promise<PostgresServer | null> {
  const binaries = postgresBinaries();
  if (binaries === null) return null;
  const root = mkdtempSync(join(tmpdir(), 'lockstep-postgres-'));
  const data = join(root, 'data');
  const port = await freePort();
  const url = `postgres://${user}:${password}@127.0.0.1:${String(port)}/postgres`;
  const owner = unprivilegedOwner();
  createCluster(binaries, root, data, owner);

  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const words = [
      '-D',
      data,
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      '-k',
      root,
      ...settings.flatMap((setting) => ['-c', setting]),
    ];
    server = spawn(join(binaries, 'postgres'), words, { ...owner, cwd: root, stdio: 'ignore' });
    await untilItAnswers(url, server);
  };
  const stop = async (): Promise<void> => {
    const stopping = server;
    server = null;
    if (stopping === null || stopping.exitCode !== null || stopping.signalCode !== null) return;
    const ended = once(stopping, 'exit');
    stopping.kill('SIGQUIT');
    await Promise.race([ended, delay(stopWithinMs, undefined, { ref: false })]);
    stopping.kill('SIGKILL');
    await ended;
  };
  const remove = async (): Promise<void> => {
    await stop();
    rmSync(root, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return { url, createDatabase: (name) => createDatabase(url, name), stop, start, remove };
}

/** @returns the new database's url */
export async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: then it runs as the package's user, or as nobody. */
function unprivilegedOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string, name: string): number => Number(spawnSync('id', [flag, name]).stdout.toString() || NaN);
  const name = ['postgres', 'nobody'].find((candidate) => Number.isFinite(idOf('-u', candidate))) ?? 'nobody';
  return { uid: idOf('-u', name), gid: idOf('-g', name) };
}

function createCluster(binaries: string, root: string, data: string, owner: Owner): void {
  chmodSync(root, 0o755);
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(root, 'password');
  writeFileSync(passwordFile, password);
  if (owner.uid !== undefined && owner.gid !== undefined)
    for (const path of [root, data, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const words = ['-D', data, '-U', user, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  const made = spawnSync(join(binaries, 'initdb'), [...words, '--locale=C'], { ...owner, cwd: root });
  if (made.status !== 0) {
    rmSync(root, { recursive: true, force: true });
    throw new Error(`initdb failed: ${made.error?.message ?? made.stderr.toString()}`);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + startWithinMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > giveUpAt)
        throw new Error('the PostgreSQL server for the tests did not start', { cause: error });
      await delay(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
