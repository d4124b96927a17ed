import { createDemoAccounts } from '../../simulator/demo-accounts.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { print, printJson } from '../output.ts';

export interface SimulatorOptions {
  readonly port: number;
  readonly seed: number;
  readonly speed: number;
  readonly stateFile: string | undefined;
  readonly demo: boolean;
  readonly json: boolean;
}

/** The simulated exchange alone, until SIGINT or SIGTERM. */
export async function runSimulator({ stateFile, demo, json, ...options }: SimulatorOptions): Promise<number> {
  const simulator = await startSimulator({ ...options, ...(stateFile !== undefined && { stateFile }) });
  const stopped = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  const { url, port } = simulator;
  const accounts = demo ? await createDemoAccounts(simulator.control) : [];
  if (json) printJson({ url, port, accounts });
  else {
    print(`simulated Kraken at ${url}`);
    print(...accounts.map(({ name, key, secret }) => `play account ${name}: key ${key} secret ${secret}`));
    print(`to trade there: KRAKEN_API_URL=${url} npm run lockstep -- up`);
  }
  await stopped;
  await simulator.close();
  return 0;
}
