import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const debianRoot = '/usr/lib/postgresql';
const installWithinMs = 180_000;

/** The folder with `initdb` and `postgres`, installed if this machine allows it; null when there is none. */
export function postgresBinaries(): string | null {
  return findBinaries() ?? (installFromDebian() ? findBinaries() : null);
}

function findBinaries(): string | null {
  const fromPath = (process.env['PATH'] ?? '').split(delimiter);
  const versions = existsSync(debianRoot) ? readdirSync(debianRoot).map(Number).filter(Number.isFinite) : [];
  const fromDebian = versions.sort((a, b) => b - a).map((version) => join(debianRoot, String(version), 'bin'));
  const complete = (folder: string): boolean => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)));
  return [...fromDebian, ...fromPath].find((folder) => folder !== '' && complete(folder)) ?? null;
}

function installFromDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  process.stderr.write('PostgreSQL for the tests: installing the package postgresql (up to 3 minutes) …\n');
  const giveUpAt = Date.now() + installWithinMs;
  // Without this the package would start a cluster of its own that outlives the tests.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  return [['update'], ['install', '--yes', '--no-install-recommends', 'postgresql']].every(
    (words) =>
      spawnSync('apt-get', words, {
        env,
        stdio: ['ignore', 2, 2],
        timeout: Math.max(1, giveUpAt - Date.now()),
      }).status === 0,
  );
}
