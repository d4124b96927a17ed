import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { performance } from 'node:perf_hooks';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const usualPlaces = [
  ...['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) => names.map((name) => join(folder, name))),
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const installWithinMs = 240_000;
const aptGet = '/usr/bin/apt-get';

/** What a person does where no Chromium can be installed for them. */
export const chromiumHint =
  'install Debian’s package chromium (apt-get install chromium), or let CHROMIUM name the program';

/**
 * The Chromium of this machine: the one that CHROMIUM names, or one in PATH or a usual place.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | null}
 */
export function findChromium(env) {
  const named = env.CHROMIUM ?? '';
  if (named !== '') return isProgram(named) ? named : null;
  const fromPath = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [...fromPath.flatMap((folder) => names.map((name) => join(folder, name))), ...usualPlaces];
  return candidates.find(isProgram) ?? null;
}

/**
 * Installs Debian's package where there is none and this machine allows it: as root, or with a sudo that asks nothing.
 * Progress goes to stderr.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | null} the program
 */
export function ensureChromium(env) {
  const found = findChromium(env);
  if (found !== null || (env.CHROMIUM ?? '') !== '') return found;
  return installFromDebian(env) ? findChromium(env) : null;
}

function installFromDebian(env) {
  const asRoot = rootCommand();
  if (asRoot === null || !isProgram(aptGet)) return false;
  say('installing the package chromium for the browser tests (up to 4 minutes)');
  const startedAt = performance.now();
  const wait = ['-o', 'DPkg::Lock::Timeout=120'];
  const isInstalled = [
    ['update', '--quiet=2'],
    ['install', '--yes', '--quiet=2', '--no-install-recommends', 'chromium'],
  ].every((words) => {
    const [command = aptGet, ...args] = [...asRoot, aptGet, ...wait, ...words];
    return (
      spawnSync(command, args, {
        env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
        stdio: ['ignore', 2, 2],
        timeout: Math.max(1, installWithinMs - (performance.now() - startedAt)),
      }).status === 0
    );
  });
  say(
    `chromium ${isInstalled ? 'ready' : 'NOT installed'} after ${Math.round((performance.now() - startedAt) / 1_000)} s`,
  );
  return isInstalled;
}

/** What to put before a command to run it as root; null: it can't be. */
function rootCommand() {
  if (process.getuid?.() === 0) return [];
  const sudo = ['sudo', '--non-interactive', '--preserve-env=DEBIAN_FRONTEND'];
  return spawnSync('sudo', ['--non-interactive', 'true'], { stdio: 'ignore' }).status === 0 ? sudo : null;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const say = (text) => process.stderr.write(`lockstep: ${text}\n`);
