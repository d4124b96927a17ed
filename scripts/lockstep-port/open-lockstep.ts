import type { Connection } from '@temporalio/client';
import type { LoadedConfig } from '../../config/load-config.ts';
import type { Lockstep } from '../../server/lockstep.ts';
import type { Journal } from '../../store/journal.ts';
import { mainTaskQueue } from '../../workers/task-queues.ts';
import { submitIntentUpdate, submitMasterOrderUpdate } from '../../workflows/messages.ts';
import { askMaster } from '../ask-master.ts';
import { pageInUi, workflowAccess, type LockstepAccess } from '../lockstep-access.ts';
import { orderForAccount } from '../order-for-account.ts';
import { previewTrade } from '../preview-trade.ts';
import { accountSwitches } from './account-switches.ts';
import { marketCandles } from './candles.ts';
import { globalSwitches } from './global-switches.ts';
import { knownAccounts } from './known-accounts.ts';
import { refusing } from './refusing.ts';
import { reports } from './reports.ts';

export interface LockstepParts {
  readonly connection: Connection;
  readonly namespace: string;
  readonly journal: Journal;
  /** Every account as it is described by now, with the credentials that the worker knows. */
  readonly readConfig: () => LoadedConfig | Promise<LoadedConfig>;
  /** Of the Temporal UI, without a trailing slash; null when there is none that we know of. */
  readonly uiUrl: string | null;
  readonly taskQueue?: string;
  /** What a person should know and nothing fails for, one line each. */
  readonly tell?: (...lines: readonly string[]) => void;
}

/** The API's way to what the commands do: the same functions, without the terminal. */
export function openLockstep(parts: LockstepParts): Lockstep {
  const { connection, namespace, journal, readConfig, uiUrl } = parts;
  const access: LockstepAccess = {
    ...workflowAccess(connection, namespace),
    taskQueue: parts.taskQueue ?? mainTaskQueue,
    readConfig,
    linkTo: pageInUi(uiUrl, namespace),
    tell: parts.tell ?? (() => undefined),
  };
  const accounts = knownAccounts(access);
  // An intent a second must not read every account's file a second.
  const withKnown: LockstepAccess = { ...access, readConfig: async () => (await accounts.roster()).config };
  return refusing<Lockstep>({
    accounts: () => accounts.views(),
    account: (accountId) => accounts.view(accountId),
    ...accountSwitches(access, journal, accounts),
    ...globalSwitches(access, accounts),
    ...reports(access, journal, accounts),
    ...marketCandles(access, accounts),
    trade: async (request) => {
      const { master } = (await accounts.roster()).config;
      const { result } = await askMaster(withKnown, submitMasterOrderUpdate, request, request.orderId);
      if (master !== null) accounts.changed(master.accountId);
      return result;
    },
    tradeAlone: async (accountId, request) => {
      await accounts.known(accountId);
      const result = await orderForAccount(access, accountId, request);
      accounts.changed(accountId);
      return result;
    },
    submitIntent: async (intent) => (await askMaster(withKnown, submitIntentUpdate, intent)).result,
    preview: async (request) => previewTrade(access, await accounts.roster(), request),
  });
}
