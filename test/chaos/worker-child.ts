import { setClockOff } from './clock.ts';
import type { TemporalConnection } from '../../config/temporal-connection.ts';
import { readSettings } from '../../config/settings.ts';
import { runWorkerProcess } from '../../workers/worker-process.ts';
import { chaosConfig } from './accounts.ts';
import type { PlannedAccount } from './plan-types.ts';

/** What the suite tells a worker process, by IPC. */
export type ToWorker =
  | {
      readonly say: 'start';
      readonly temporal: TemporalConnection;
      readonly env: Readonly<Record<string, string>>;
      readonly accounts: readonly PlannedAccount[];
    }
  | { readonly say: 'step-clock'; readonly byMs: number };

/** Lockstep's own worker in a process that can be killed, and whose clock can be moved. */
process.on('message', (message: ToWorker) => {
  if (message.say === 'step-clock') {
    setClockOff(message.byMs);
    return;
  }
  void start(message);
});

async function start({ temporal, env, accounts }: Extract<ToWorker, { say: 'start' }>): Promise<void> {
  const worker = await runWorkerProcess({
    temporal,
    settings: readSettings(env),
    config: chaosConfig(accounts),
    account: null,
  });
  process.send?.('ready');
  process.once('disconnect', () => {
    void worker.drain().finally(() => process.exit(0));
  });
  await worker.done.catch((error: unknown) => {
    process.stderr.write(`worker: ${(error as Error).message}\n`);
  });
  process.exit(1);
}
