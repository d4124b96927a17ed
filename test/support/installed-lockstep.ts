import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLastUp } from '../../workers/running-up.ts';
import { homeAt } from '../../workers/home.ts';
import { endProcess } from '../../workers/end-process.ts';
import { runNode, type Ended } from './run-node.ts';

const entry = fileURLToPath(new URL('../../scripts/lockstep.mjs', import.meta.url));
const readyWithinMs = 120_000;

export interface Answer<T> extends Ended {
  /** The JSON document on stdout. */
  readonly json: T;
}

/** A home and a configuration of its own, and the commands on them, each in a child process. */
export interface Installation {
  readonly home: string;
  readonly configDir: string;
  readonly env: NodeJS.ProcessEnv;
  writeAccount(file: string, content: unknown): void;
  run(...args: readonly string[]): Promise<Ended>;
  /** The command with `--json`, its document read. */
  json<T>(...args: readonly string[]): Promise<Answer<T>>;
  up(...args: readonly string[]): Promise<UpProcess>;
  /** A command that stays. */
  spawn(args: readonly string[], env: NodeJS.ProcessEnv): Pick<UpProcess, 'end'>;
  /** Ends whatever is left and removes the folders. */
  remove(): Promise<void>;
}

export interface UpProcess {
  readonly pid: number;
  output(): string;
  /** The exit code, after this signal. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export function installLockstep(env: NodeJS.ProcessEnv = {}): Installation {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-installed-'));
  const home = join(folder, 'home');
  const configDir = join(folder, 'config');
  mkdirSync(join(configDir, 'users'), { recursive: true });
  const full = { ...process.env, LOCKSTEP_HOME: home, LOCKSTEP_CONFIG_DIR: configDir, ...env };
  const run = (...args: readonly string[]): Promise<Ended> => runNode([entry, ...args], full);
  const started: ChildProcess[] = [];
  return {
    home,
    configDir,
    env: full,
    writeAccount: (file, content) => {
      writeFileSync(join(configDir, file), typeof content === 'string' ? content : JSON.stringify(content));
    },
    run,
    json: async <T>(...args: readonly string[]): Promise<Answer<T>> => {
      const ended = await run(...args, '--json');
      try {
        return { ...ended, json: JSON.parse(ended.stdout) as T };
      } catch {
        throw new Error(`${args.join(' ')} printed no JSON: ${ended.stdout} ${ended.stderr}`);
      }
    },
    up: async (...args) => {
      const up = await startUp([...args, '--port', '0', '--temporal-port', '0', '--ui-port', '0'], full);
      started.push(up.child);
      return up;
    },
    spawn: (args, more) => {
      const child = spawn(process.execPath, [entry, ...args], { env: { ...full, ...more }, stdio: 'ignore' });
      started.push(child);
      return { end: (signal) => endWith(child, signal) };
    },
    remove: async () => {
      for (const child of started) {
        if (child.exitCode === null && child.signalCode === null) {
          child.kill('SIGTERM');
          await once(child, 'exit');
        }
      }
      const left = readLastUp(homeAt(home));
      for (const part of [left?.simulator, left?.temporal]) if (part != null) await endProcess(part.process, 5_000);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startUp(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<UpProcess & { readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [entry, 'up', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      reject(new Error(`"up" was not ready in time: ${output}`));
    }, readyWithinMs);
    const read = (text: string): void => {
      output += text;
      if (/^ready$/m.test(output)) {
        clearTimeout(timer);
        resolve();
      }
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`"up" ended with ${String(code)}: ${output}`));
    });
  });
  await ready;
  return {
    child,
    pid: child.pid ?? 0,
    output: () => output,
    end: (signal) => endWith(child, signal),
  };
}

async function endWith(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** A user's configuration file. */
export const userFile = (userId: string, changes: object = {}): object => ({
  user_id: userId,
  name: `Account ${userId}`,
  account_type: 'retail',
  broker_type: 'kraken',
  enabled: true,
  description: 'test',
  credential_name: userId.toUpperCase(),
  ...changes,
});
