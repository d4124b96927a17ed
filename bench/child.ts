import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly pid: number;
  /** Sends a message and waits for the next answer: one question at a time. */
  ask(message: object): Promise<unknown>;
  /** Lets the child finish and waits until it is gone. */
  stop(): Promise<void>;
}

const startWithinMs = 60_000;
const answerWithinMs = 180_000;
const stopWithinMs = 40_000;

/** Starts a TypeScript file of this folder as a process of its own and hands it its settings; returns when it is ready. */
export async function startChild(file: string, settings: object): Promise<Child> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ask = (message: object, withinMs = answerWithinMs): Promise<unknown> => {
    const answer = nextMessage(child, file, withinMs);
    child.send(message);
    return answer;
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const insist = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
    const exited = once(child, 'exit');
    if (child.connected) child.disconnect();
    await exited;
    clearTimeout(insist);
  };
  try {
    await ask(settings, startWithinMs);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid ?? 0, ask, stop };
}

async function nextMessage(child: ChildProcess, file: string, withinMs: number): Promise<unknown> {
  const settled = new AbortController();
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(withinMs)]);
  const ended = once(child, 'exit', { signal }).then(() => Promise.reject(new Error(`${file} ended too early`)));
  try {
    const [{ said }] = (await Promise.race([once(child, 'message', { signal }), ended])) as [
      { readonly said: unknown },
    ];
    return said;
  } catch (error) {
    throw signal.aborted ? new Error(`${file} did not answer within ${withinMs / 1_000} s`, { cause: error }) : error;
  } finally {
    settled.abort();
    ended.catch(() => undefined);
  }
}

/** In the child: the settings, once; then every question, each to be answered. Without a parent the child ends. */
export function serveParent(
  start: (settings: unknown) => Promise<{
    readonly answer?: (message: unknown) => Promise<unknown>;
    readonly stop: () => Promise<void>;
  }>,
): void {
  process.once('message', (settings) => {
    const started = start(settings);
    process.once('disconnect', () => {
      void started.then(({ stop }) => stop()).finally(() => process.exit());
    });
    void started.then(({ answer }) => {
      process.on('message', (message) => {
        void answer?.(message).then((said) => process.send?.({ said }));
      });
      process.send?.({ said: 'ready' });
    });
  });
}
