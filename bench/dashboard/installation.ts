import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endProcess } from '../../workers/end-process.ts';
import { homeAt } from '../../workers/home.ts';
import { readLastUp, readRunningUp } from '../../workers/running-up.ts';
import type { BenchContext } from '../stage.ts';
import { inspect, type Inspector } from './inspector.ts';

/** `up --simulator` as a person starts it, with a crowd of accounts in files of its own. */
export interface Installation {
  readonly apiUrl: string;
  readonly firstOwnerLink: string;
  readonly simulatorUrl: string;
  readonly journalFile: string;
  readonly accountIds: readonly string[];
  readonly pids: Pids;
  readonly inspector: Inspector;
  /** From the command until it said that it is ready. */
  readonly readyMs: number;
}

export interface Pids {
  /** API, worker and journal. */
  readonly up: number;
  readonly temporal: number;
  readonly simulator: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const readyWithinMs = 240_000;
const stopWithinMs = 90_000;

/** Ends with the benchmark. */
export async function startInstallation({ env, endings }: BenchContext, accounts: number): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-dashboard-'));
  endings.add(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const configDir = join(folder, 'config');
  const accountIds = writeAccounts(configDir, accounts);
  const startedAt = performance.now();
  const ports = ['--port', '0', '--temporal-port', '0', '--ui-port', '0'];
  const up = spawn(
    process.execPath,
    ['--inspect=127.0.0.1:0', 'scripts/lockstep.mjs', 'up', '--simulator', '--json', ...ports],
    {
      cwd: root,
      env: { ...env, LOCKSTEP_HOME: join(folder, 'home'), LOCKSTEP_CONFIG_DIR: configDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const exited = once(up, 'exit');
  const home = homeAt(join(folder, 'home'));
  endings.add(async () => {
    const running = readLastUp(home);
    const insist = setTimeout(() => up.kill('SIGKILL'), stopWithinMs);
    up.kill('SIGTERM');
    await exited;
    clearTimeout(insist);
    // One that had to be killed leaves them behind.
    for (const child of [running?.simulator, running?.temporal])
      if (child != null) await endProcess(child.process, 5_000);
  });
  let told = '';
  let inspectorUrl: string | undefined;
  up.stderr.setEncoding('utf8').on('data', (text: string) => {
    told = (told + text).slice(-4_000);
    inspectorUrl ??= /ws:\/\/\S+/.exec(told)?.[0];
  });
  const early = exited.then(() => Promise.reject(new Error(`"up" ended before it was ready: ${told}`)));
  const ready = await Promise.race([readyDocument(up.stdout), early]);
  early.catch(() => undefined);
  const readyMs = performance.now() - startedAt;
  const running = readRunningUp(home);
  if (ready.firstOwnerLink === null || running?.temporal == null || running.simulator === null)
    throw new Error('"up" has no first owner, Temporal server or simulator');
  if (inspectorUrl === undefined) throw new Error('"up" told no inspector');
  const inspector = await inspect(inspectorUrl);
  endings.add(() => {
    inspector.close();
  });
  return {
    apiUrl: `${ready.apiUrl}/api`,
    firstOwnerLink: ready.firstOwnerLink,
    simulatorUrl: running.simulator.url,
    journalFile: home.journalDbFile,
    accountIds,
    pids: { up: up.pid ?? 0, temporal: running.temporal.process.pid, simulator: running.simulator.process.pid },
    inspector,
    readyMs,
  };
}

interface Ready {
  readonly apiUrl: string;
  readonly firstOwnerLink: string | null;
}

function readyDocument(output: NodeJS.ReadableStream): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => {
      reject(new Error(`"up" was not ready within ${readyWithinMs / 1_000} s`));
    }, readyWithinMs);
    let text = '';
    output.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (!text.trimEnd().endsWith('}')) return;
      try {
        resolve(JSON.parse(text) as Ready);
        clearTimeout(giveUp);
      } catch {
        // There is more of it to come.
      }
    });
  });
}

/** @returns their ids */
function writeAccounts(configDir: string, accounts: number): readonly string[] {
  mkdirSync(join(configDir, 'users'), { recursive: true });
  const master = { name: 'Master', account_type: 'investor', broker_type: 'kraken' };
  writeFileSync(join(configDir, 'master.json'), JSON.stringify(master));
  return Array.from({ length: accounts }, (_, index) => {
    const accountId = `member_${String(index + 1).padStart(4, '0')}`;
    const user = { user_id: accountId, name: `Member ${index + 1}`, broker_type: 'kraken' };
    writeFileSync(join(configDir, 'users', `${accountId}.json`), JSON.stringify(user));
    return accountId;
  });
}
