import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { AccountMode } from '../../domain/account-config.ts';
import type { DecisionRecord, Outcome } from '../../domain/decision-record.ts';
import { masterWorkflowId } from '../../domain/ids.ts';
import type { ExternalIntent } from '../../domain/trade-intent.ts';
import { preciseNowMs } from '../../simulator/clock.ts';
import { startAccount, startMaster, type AccountHandle } from '../../workers/actors.ts';
import { refreshUpdate, setModeSignal, statusQuery, submitIntentUpdate } from '../../workflows/messages.ts';
import type { AccountWorkerSettings } from '../account-worker.ts';
import { crowdConfig, openAtSimulator } from '../crowd.ts';
import { price, symbol, type Stage } from '../stage.ts';
import type { FanOut, FanOutTimes } from './fan-out.ts';

export interface Lockstep {
  readonly live: FanOut;
  readonly observe: FanOut;
  setMode(mode: AccountMode): Promise<void>;
  /** Sells what the last entry bought, unmeasured. */
  flatten(): Promise<void>;
}

const atOnce = 20;
const masterId = 'master';

/** The real worker, the real adapter, real HTTP to the simulator: followers of a master that is told its intents. */
export async function openLockstep(stage: Stage, mostAccounts: number): Promise<Lockstep> {
  const { client, temporal, settings, control, journal } = stage;
  const { users } = crowdConfig(mostAccounts);
  const worker = await stage.startChild('account-worker.ts', {
    temporal,
    settings,
    crowdSize: mostAccounts,
  } satisfies AccountWorkerSettings);
  await startMaster(client, journal, masterId, []);
  const master = client.workflow.getHandle(masterWorkflowId(masterId));
  let handles: readonly AccountHandle[] = [];
  let holds = false;

  const each = async (act: (handle: AccountHandle) => Promise<unknown>, chosen = handles): Promise<void> => {
    await new PQueue({ concurrency: atOnce }).addAll(chosen.map((handle) => () => act(handle)));
  };
  const submit = (intent: ExternalIntent) => master.executeUpdate(submitIntentUpdate, { args: [intent] });

  const grow = async (size: number): Promise<void> => {
    const joining = users.slice(handles.length, size);
    await openAtSimulator(
      control,
      joining.map(({ accountId }) => accountId),
    );
    const queue = new PQueue({ concurrency: atOnce });
    const started = await queue.addAll(joining.map((config) => () => startAccount(client, journal, config)));
    await each((handle) => handle.executeUpdate(refreshUpdate), started);
    handles = [...handles, ...started];
    await startMaster(
      client,
      journal,
      masterId,
      joining.map(({ accountId }) => accountId),
    );
  };
  const freshen = () => each((handle) => handle.executeUpdate(refreshUpdate));

  /** Waits until the journal holds every account's settled record of every intent. */
  const settled = async (intents: readonly ExternalIntent[], wanted: Outcome): Promise<readonly DecisionRecord[]> => {
    const deadline = performance.now() + 60_000;
    for (;;) {
      const records = (await Promise.all(intents.map(({ intentId }) => journal.intent(intentId)))).flatMap(
        (found) => found?.records ?? [],
      );
      const done = records.filter(({ settledAtMs }) => settledAtMs !== null);
      const odd = done.filter(({ outcome }) => outcome !== wanted);
      if (odd.length > 0) throw new Error(`${odd.length} accounts did not end as ${wanted}: ${summary(odd)}`);
      if (done.length === handles.length * intents.length) return done;
      if (performance.now() > deadline) throw new Error(`${done.length} of ${handles.length} accounts settled`);
      await delay(50 + handles.length);
    }
  };

  const copy = async (intents: readonly ExternalIntent[]): Promise<FanOutTimes> => {
    await control.resetRequests();
    const startMs = preciseNowMs();
    const current = intents.map((intent) => ({ ...intent, occurredAtMs: Date.now() }));
    for (const intent of current) await submit(intent);
    const handedOutMs = preciseNowMs() - startMs;
    const records = await settled(current, 'filled');
    const requests = await control.requests();
    const orders = requests.filter(({ endpoint }) => endpoint === 'AddOrder');
    if (orders.length !== records.length) {
      throw new Error(`${orders.length} orders reached the exchange, ${records.length} were meant to`);
    }
    return {
      actedMs: orders.map(({ atMs }) => atMs - startMs).sort((a, b) => a - b),
      notes: {
        handedOutMs,
        balanceReadings: requests.filter(({ endpoint }) => endpoint === 'BalanceEx').length,
        requestsPerOrder: requests.length / orders.length,
      },
    };
  };
  const watch = async (): Promise<FanOutTimes> => {
    const startMs = preciseNowMs();
    const intent = { ...entry(), occurredAtMs: Date.now() };
    await submit(intent);
    const records = await settled([intent], 'observed');
    return {
      actedMs: records.map(({ decidedAtMs }) => decidedAtMs - startMs).sort((a, b) => a - b),
      notes: { journaledMs: preciseNowMs() - startMs },
    };
  };

  const common = { workerPid: worker.pid, sampleWorkflowId: `account/${users[0]?.accountId ?? ''}`, grow, freshen };
  return {
    live: {
      ...common,
      run: () => {
        holds = !holds;
        return copy([holds ? entry() : exit('1')]);
      },
      burst: (intents) => copy([entry(), ...Array.from({ length: intents - 2 }, () => exit('0.2')), exit('1')]),
    },
    observe: {
      ...common,
      run: watch,
      burst: () => Promise.reject(new Error('a burst is measured live')),
    },
    setMode: async (mode) => {
      await each((handle) => handle.signal(setModeSignal, mode));
      await each(async (handle) => {
        const status = await handle.query(statusQuery);
        if (status.mode !== mode) throw new Error(`${status.accountId} is not ${mode}: ${status.reason ?? ''}`);
      });
    },
    flatten: async () => {
      if (!holds) return;
      holds = false;
      await copy([exit('1')]);
    },
  };
}

/** Two hundred dollars of ten thousand. */
const entry = (): ExternalIntent => ({
  ...base(),
  side: 'buy',
  kind: 'entry',
  masterFill: { quantity: '0.01', averagePrice: price },
  masterEquityBefore: '30000',
});

const exit = (exitFraction: string): ExternalIntent => ({ ...base(), side: 'sell', kind: 'exit', exitFraction });

const base = () => ({
  intentId: randomUUID(),
  symbol,
  masterFill: null,
  masterEquityBefore: null,
  exitFraction: null,
  occurredAtMs: 0,
});

/** Such as `NOT_CONNECTED x3, DUST x1`. */
function summary(records: readonly DecisionRecord[]): string {
  const counts = new Map<string, number>();
  for (const { outcome, code } of records) {
    const why = code ?? outcome;
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return [...counts].map(([why, count]) => `${why} x${count}`).join(', ');
}
