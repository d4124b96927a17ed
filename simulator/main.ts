import { parseArgs } from 'node:util';
import type { CallLimit } from './control/control-types.ts';
import { createDemoAccounts } from './demo-accounts.ts';
import { startSimulator, type SimulatorOptions } from './simulator.ts';

const usage = 'simulator [--port P] [--seed N] [--speed X] [--state FILE] [--call-limit MOST:DECAY] [--demo]';

function readOptions(): SimulatorOptions & { readonly demo: boolean } {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
      state: { type: 'string' },
      'call-limit': { type: 'string' },
      demo: { type: 'boolean', default: false },
    },
  });
  const number = (name: 'port' | 'seed' | 'speed', most: number): number => {
    const value = Number(values[name]);
    if (values[name] === '' || !(value >= 0 && value <= most) || (name !== 'speed' && !Number.isInteger(value))) {
      throw new Error(`--${name}: expected a number from 0 to ${String(most)}`);
    }
    return value;
  };
  return {
    port: number('port', 65_535),
    seed: number('seed', 2 ** 31),
    speed: number('speed', 1_000_000),
    demo: values.demo,
    ...(values.state === undefined ? {} : { stateFile: values.state }),
    callLimit: readCallLimit(values['call-limit']),
  };
}

/** `15:0.33`: at most 15 on the counter, which falls by 0.33 in a second. */
function readCallLimit(text: string | undefined): CallLimit | null {
  if (text === undefined) return null;
  const [, most, decay] = /^(\d+):(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (most === undefined || decay === undefined) throw new Error('--call-limit: expected MOST:DECAY, such as 15:0.33');
  return { most: Number(most), decayPerSecond: Number(decay) };
}

async function run(): Promise<void> {
  const options = readOptions();
  const simulator = await startSimulator(options);
  const accounts = options.demo ? await createDemoAccounts(simulator.control) : undefined;
  process.stdout.write(`${JSON.stringify({ url: simulator.url, accounts })}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void simulator.close());
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nusage: ${usage}\n`);
  process.exitCode = 2;
});
