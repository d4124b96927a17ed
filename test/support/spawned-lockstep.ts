import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../scripts/lockstep.mjs', import.meta.url));
const readyWithinMs = 90_000;

/** A `lockstep` command that stays, as a person starts it. */
export interface SpawnedLockstep {
  readonly pid: number;
  /** Resolves once it printed `ready`; rejects when it ended before, or is late. */
  readonly ready: Promise<void>;
  output(): string;
  /** The exit code, null after SIGKILL; returns when this process is gone, whatever it left running. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export function spawnLockstep(args: readonly string[], env: NodeJS.ProcessEnv): SpawnedLockstep {
  const child = spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = once(child, 'exit') as Promise<[number | null]>;
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const fail = (what: string): void => {
      reject(new Error(`"${args.join(' ')}" ${what}: ${output}`));
    };
    const timer = setTimeout(fail, readyWithinMs, 'was not ready in time');
    const read = (text: string): void => {
      output += text;
      if (!/^ready$/m.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    void gone.then(([code]) => {
      clearTimeout(timer);
      fail(`ended with ${String(code)}`);
    });
  });
  // Who kills it before it is ready does not wait for that.
  ready.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    ready,
    output: () => output,
    end: async (signal) => {
      child.kill(signal);
      const [code] = await gone;
      return code;
    },
  };
}
