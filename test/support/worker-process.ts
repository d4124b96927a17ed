import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../scripts/lockstep.mjs', import.meta.url));
const readyWithinMs = 60_000;

/** A `lockstep worker` of its own, as a person starts it. */
export interface RunningWorker {
  readonly pid: number;
  /** The exit code, null after SIGKILL; returns when the process is gone. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export async function startWorkerProcess(env: NodeJS.ProcessEnv): Promise<RunningWorker> {
  const child = spawn(process.execPath, [entry, 'worker'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const read = (text: string): void => {
      output += text;
      if (/^ready$/m.test(output)) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('exit', (code) => {
      reject(new Error(`the worker ended with ${String(code)}: ${output}`));
    });
    setTimeout(() => {
      reject(new Error(`the worker was not ready in time: ${output}`));
    }, readyWithinMs).unref();
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const gone = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    const [code] = await gone;
    return code;
  };
  await ready.catch(async (error: unknown) => {
    await end('SIGKILL');
    throw error;
  });
  return { pid: child.pid ?? 0, end };
}
