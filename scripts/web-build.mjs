import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from './run-child.mjs';

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const oldBuildMs = 24 * 3_600_000;

/** What the built page depends on, beside the files of web/. */
const otherInputs = [
  'package-lock.json',
  'vite.config.ts',
  'scripts/web-build.mjs',
  ...['reason-in-words', 'event-in-words', 'status-reason'].map((name) => `scripts/${name}.ts`),
];

/**
 * The built dashboard, made on first use and again whenever the content of a source has changed. Several processes may
 * call this at once: whoever is done first counts.
 * @param {string} [root] the checkout
 * @returns {Promise<string | null>} its folder; null, told on stderr, when it can't be built here
 */
export async function builtWebDir(root = projectRoot) {
  const cache = join(root, 'node_modules', '.cache', 'lockstep', 'web');
  const folder = join(cache, sourceHash(root));
  if (existsSync(join(folder, 'index.html'))) return folder;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  if (!existsSync(vite)) {
    say('NO DASHBOARD: vite is not installed ("npm ci" installs it); the API works all the same');
    return null;
  }
  const startedAt = performance.now();
  say('building the dashboard');
  const draft = join(cache, `draft.${randomUUID()}`);
  mkdirSync(cache, { recursive: true });
  const { code, output } = await runNode(
    [vite, 'build', '--config', join(root, 'vite.config.ts'), '--outDir', draft, '--logLevel', 'warn'],
    {
      quiet: true,
      // In a test, or where it says "development", React would be the one that explains itself: ten times as slow.
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true });
    say(`NO DASHBOARD: it could not be built; the API works all the same\n${output.trimEnd()}`);
    return null;
  }
  moveInPlace(draft, folder);
  removeOldBuilds(cache, folder);
  say(`dashboard ready after ${Math.round((performance.now() - startedAt) / 1_000)} s`);
  return folder;
}

function sourceHash(root) {
  const hash = createHash('sha256');
  for (const file of [...otherInputs, ...filesUnder(root, join(root, 'web'))].sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 32);
}

const filesUnder = (root, folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'dist') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(root, path) : [relative(root, path)];
  });

/** Another process may have been faster: its build is the same. */
function moveInPlace(draft, folder) {
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(folder, 'index.html'))) throw error;
  }
}

/** A server may still be handing out a build that has just been replaced, so only old ones go. */
function removeOldBuilds(cache, current) {
  for (const { name } of readdirSync(cache, { withFileTypes: true }).filter((found) => found.isDirectory())) {
    const folder = join(cache, name);
    if (folder === current || Date.now() - statSync(folder).mtimeMs <= oldBuildMs) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}

const say = (text) => process.stderr.write(`lockstep: ${text}\n`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = await builtWebDir();
  if (folder === null) process.exitCode = 1;
  else console.log(folder);
}
