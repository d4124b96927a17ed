import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config/environment.ts';
import { simulatorControl, type FaultRequest, type SimulatorControl } from '../../simulator/control-client.ts';
import { childEnvironment } from '../../workers/child-environment.ts';

/** The simulator as a process with a book on disk: it can be killed, and its faults come back with it. */
export interface ChaosExchange {
  readonly url: string;
  readonly control: SimulatorControl;
  kill(): Promise<void>;
  revive(): Promise<void>;
  /** How often each kind of fault hit a request, over all its lives. */
  hits(): Promise<Readonly<Record<string, number>>>;
  end(): Promise<void>;
}

const entry = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url));

export async function openExchange(
  stateFile: string,
  env: Environment,
  remember: (pid: number) => void,
): Promise<ChaosExchange> {
  let { child, url } = await launch(stateFile, 0, env);
  remember(child.pid ?? 0);
  const control = simulatorControl(url);
  const counted: Record<string, number> = {};
  let left: readonly FaultRequest[] = [];

  const kill = async (): Promise<void> => {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  const count = async (): Promise<readonly FaultRequest[]> => {
    const faults = await control.faults();
    for (const { kind, hits } of faults) if (hits > 0) counted[kind] = (counted[kind] ?? 0) + hits;
    await control.removeFaults();
    return faults.flatMap(({ id: _id, hits, ...fault }) => {
      const more = (fault.count ?? Infinity) - hits;
      return more > 0 ? [{ ...fault, ...(fault.count !== undefined && { count: more }) }] : [];
    });
  };
  return {
    url,
    control,
    kill: async () => {
      left = await count();
      await kill();
    },
    revive: async () => {
      ({ child, url } = await launch(stateFile, Number(new URL(url).port), env));
      remember(child.pid ?? 0);
      for (const fault of left) await control.addFault(fault);
      left = [];
    },
    hits: async () => {
      await count();
      return counted;
    },
    end: async () => {
      if (child.exitCode === null && child.signalCode === null) await kill();
    },
  };
}

async function launch(
  stateFile: string,
  port: number,
  env: Environment,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const args = ['--import', 'tsx', entry, '--speed', '0', '--state', stateFile, '--port', String(port)];
  const child = spawn(process.execPath, args, { env: childEnvironment(env), stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line', {
    signal: AbortSignal.timeout(30_000),
  })) as [string];
  return { child, url: (JSON.parse(line) as { readonly url: string }).url };
}
