import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { inject } from 'vitest';
import { credentialText, type CredentialText } from '../../config/credential-text.ts';
import { readSettings } from '../../config/settings.ts';
import type { AccountConfig, AccountMode, ExchangeName } from '../../domain/account-config.ts';
import type { AccountStatus } from '../../domain/account-status.ts';
import { accountWorkflowId, masterWorkflowId } from '../../domain/ids.ts';
import type { OrderSize, OwnOrderRequest } from '../../domain/own-order.ts';
import type { ExternalIntent, Side } from '../../domain/trade-intent.ts';
import type { BookOrder } from '../../simulator/control-client.ts';
import { startSimulator, type Simulator } from '../../simulator/simulator.ts';
import { guardJournal } from '../../store/guarded-journal.ts';
import type { Journal } from '../../store/journal.ts';
import { openJournal } from '../../store/open-journal.ts';
import { startAccount, startMaster, type AccountHandle } from '../../workers/actors.ts';
import { exchangeDirectory } from '../../workers/exchange-directory.ts';
import { createLockstepWorker } from '../../workers/lockstep-worker.ts';
import type { masterWorkflow } from '../../workflows/master.ts';
import { setModeSignal, statusQuery } from '../../workflows/messages.ts';
import { configOf } from '../domain/accounts.ts';

export interface WorldAccount {
  readonly config: AccountConfig;
  readonly handle: AccountHandle;
  status(): Promise<AccountStatus>;
  /** Every order of this account that the exchange took on. */
  book(): Promise<readonly BookOrder[]>;
}

export interface World {
  readonly client: Client;
  readonly journal: Journal;
  readonly exchange: Simulator;
  readonly taskQueue: string;
  /** Starts an account with this money and waits until its exchange has answered. */
  account(options?: AccountOptions): Promise<WorldAccount>;
  master(roster: readonly WorldAccount[], options?: AccountOptions): Promise<WorldMaster>;
  setMode(account: WorldAccount, mode: AccountMode): Promise<void>;
  secretOf(account: WorldAccount): string;
  /** A second worker on the same queue; the returned function drains it. */
  addWorker(): Promise<() => Promise<void>>;
  dropWorker(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldMaster extends WorldAccount {
  readonly master: WorkflowHandle<typeof masterWorkflow>;
}

export interface AccountOptions {
  readonly balances?: Readonly<Record<string, string>>;
  readonly config?: Partial<AccountConfig>;
  readonly mode?: AccountMode;
  /** False: no key at all. */
  readonly withKey?: boolean;
  /** A key of another exchange than the simulator. */
  readonly credential?: CredentialText;
}

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** A simulator, a journal and a worker on a queue of their own; the Temporal server is the run's. */
export async function openWorld(
  wrapJournal: (journal: Journal) => Journal = (journal) => journal,
  exchangeUrls: Partial<Record<ExchangeName, string>> = {},
  temporal: { readonly address: string; readonly namespace: string } = {
    address: inject('temporalAddress'),
    namespace: inject('temporalNamespace'),
  },
): Promise<World> {
  const { address, namespace } = temporal;
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-world-'));
  const exchange = await startSimulator({ speed: 0 });
  await exchange.control.setPrice('BTC/USD', '50000');
  const journal = openJournal({ url: `file:${join(folder, 'journal.db')}` });
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection, namespace });
  const taskQueue = `test-${randomUUID()}`;
  const { cacheDir } = readSettings(process.env);

  const configs: AccountConfig[] = [];
  const credentials = new Map<string, CredentialText>();
  const deps = () => ({
    exchangeOf: (accountId: string) => directory().exchangeOf(accountId),
    marketDataOf: (exchangeName: ExchangeName) => directory().marketDataOf(exchangeName),
    journal: guardJournal(wrapJournal(journal)),
  });
  let opened: ReturnType<typeof exchangeDirectory> | null = null;
  const directory = (): ReturnType<typeof exchangeDirectory> =>
    (opened ??= exchangeDirectory(
      { master: null, users: configs, credentials },
      { exchangeUrls: { kraken: exchange.url, ...exchangeUrls } },
    ));

  const runWorker = async (): Promise<() => Promise<void>> => {
    const worker = await createLockstepWorker({ connection: native, namespace, cacheDir, deps: deps(), taskQueue });
    const done = worker.run();
    return async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    };
  };
  const workers = [await runWorker()];

  const openAccount = async (
    accountId: string,
    { balances = { USD: '10000' }, config = {}, mode = 'observe', withKey = true, credential }: AccountOptions,
  ): Promise<WorldAccount> => {
    const full = configOf(accountId, config);
    if (credential !== undefined) credentials.set(accountId, credential);
    else if (withKey) {
      const { key, secret } = await exchange.control.createAccount({
        name: accountId,
        key: `key-${accountId}`,
        balances,
      });
      credentials.set(accountId, credentialText(key, secret));
    }
    configs.push(full);
    opened = null;
    const handle = await startAccount(client, journal, full, taskQueue);
    const account: WorldAccount = {
      config: full,
      handle,
      status: () => handle.query(statusQuery),
      book: () => exchange.control.book({ key: `key-${accountId}` }),
    };
    await until(async () => (await account.status()).reason !== 'starting');
    if (mode === 'live') await setMode(account, 'live');
    return account;
  };
  const setMode = async (account: WorldAccount, mode: AccountMode): Promise<void> => {
    await account.handle.signal(setModeSignal, mode);
    await until(async () => (await account.status()).mode === mode);
  };
  const unique = (name: string): string => `${name}-${randomUUID().slice(0, 8)}`;

  return {
    client,
    journal,
    exchange,
    taskQueue,
    account: (options = {}) => openAccount(unique('user'), options),
    master: async (roster, options = {}) => {
      const masterId = unique('master');
      const account = await openAccount(masterId, { ...options, config: { ...options.config, role: 'master' } });
      await startMaster(
        client,
        journal,
        masterId,
        roster.map(({ config }) => config.accountId),
        taskQueue,
      );
      return { ...account, master: client.workflow.getHandle(masterWorkflowId(masterId)) };
    },
    setMode,
    secretOf: ({ config }) => credentials.get(config.accountId)?.apiSecret ?? '',
    addWorker: async () => {
      const drain = await runWorker();
      workers.push(drain);
      return drain;
    },
    dropWorker: async () => {
      await workers.pop()?.();
    },
    close: async () => {
      await endAll(client, [
        ...configs.map(({ accountId }) => accountWorkflowId(accountId)),
        ...configs.map(({ accountId }) => masterWorkflowId(accountId)),
      ]);
      for (const drain of workers) await drain();
      await native.close();
      await connection.close();
      await journal.close();
      await exchange.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function endAll(client: Client, workflowIds: readonly string[]): Promise<void> {
  await Promise.all(
    workflowIds.map((workflowId) =>
      client.workflow
        .getHandle(workflowId)
        .terminate()
        .catch(() => undefined),
    ),
  );
}

/** Waits for a condition, bounded. */
export async function until(condition: () => Promise<boolean>, withinMs = 15_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`still not true after ${withinMs} ms: ${condition.toString()}`);
    await delay(20);
  }
}

export const order = (side: Side, size: OrderSize, symbol = 'BTC/USD'): OwnOrderRequest => ({
  orderId: randomUUID(),
  symbol,
  side,
  size,
  requestedAtMs: Date.now(),
});

/** A master with 100,000 USD spent 5,000 on BTC at 50,000: a follower's share is 5%. */
export const externalEntry = (changes: Partial<ExternalIntent> = {}): ExternalIntent => ({
  intentId: randomUUID(),
  symbol: 'BTC/USD',
  side: 'buy',
  kind: 'entry',
  masterFill: { quantity: '0.1', averagePrice: '50000' },
  masterEquityBefore: '100000',
  exitFraction: null,
  occurredAtMs: Date.now(),
  ...changes,
});

export const externalExit = (exitFraction: string, changes: Partial<ExternalIntent> = {}): ExternalIntent =>
  externalEntry({ side: 'sell', kind: 'exit', masterFill: null, masterEquityBefore: null, exitFraction, ...changes });
