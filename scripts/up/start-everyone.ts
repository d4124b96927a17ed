import type { Client } from '@temporalio/client';
import PQueue from 'p-queue';
import type { LoadedConfig } from '../../config/load-config.ts';
import type { AccountConfig } from '../../domain/account-config.ts';
import type { AccountAudit } from '../../domain/account-status.ts';
import type { Journal } from '../../store/journal.ts';
import type { GlobalOrder } from '../../domain/global-order.ts';
import { auditStoppedAccount, startAccount, startMaster } from '../../workers/actors.ts';
import { joinGlobal, presentGlobalOrder, startGlobal } from '../../workers/global-actor.ts';
import { refreshUpdate } from '../../workflows/messages.ts';
import { unreadAudit } from '../unread-audit.ts';

const atOnce = 20;
/** An exchange that doesn't answer keeps its own account from reporting, nobody else. */
const auditWithinMs = 15_000;
const globalWithinMs = 5_000;

export interface StartReport {
  readonly audits: readonly AccountAudit[];
  /** One line for each account that could not be started, and for the master's workflow. */
  readonly troubles: readonly string[];
  /** Accounts that run and did not tell how they are. */
  readonly unheard: readonly string[];
}

/** Starts every enabled account and the master, and audits all that have a credential, disabled ones too. */
export async function startEveryone(client: Client, journal: Journal, config: LoadedConfig): Promise<StartReport> {
  const accounts = [...(config.master === null ? [] : [config.master]), ...config.users];
  const troubles: string[] = [];
  const unheard: string[] = [];
  const queue = new PQueue({ concurrency: atOnce });
  const order = await globalOrder(client, config, troubles);
  const audits = await queue.addAll(
    accounts.map((account) => async () => {
      try {
        const heard = await (account.enabled
          ? startAndAudit(client, journal, account, order)
          : auditDisabled(client, journal, config, account));
        if (typeof heard !== 'string') return heard;
        if (account.enabled) unheard.push(account.accountId);
        return unreadAudit(account, heard);
      } catch (error) {
        const { message } = error as Error;
        troubles.push(`${account.accountId}: ${message}`);
        return unreadAudit(account, message);
      }
    }),
  );
  const enabled = accounts.filter((account) => account.enabled).map(({ accountId }) => accountId);
  await joinGlobal(client, enabled).catch((error: unknown) => {
    troubles.push(globalTrouble(error));
  });
  if (config.master?.enabled === true) {
    const roster = config.users.filter((user) => user.enabled).map((user) => user.accountId);
    // Users go on without it: each trades, sells and closes by itself.
    await startMaster(client, journal, config.master.accountId, roster).catch((error: unknown) => {
      troubles.push(`the master's workflow: ${(error as Error).message}`);
    });
  }
  return { audits: audits.filter((audit) => audit !== null), troubles, unheard };
}

/** Accounts start without it too, and keep to what they were told last. */
async function globalOrder(client: Client, config: LoadedConfig, troubles: string[]): Promise<GlobalOrder | null> {
  const deadline = Date.now() + globalWithinMs;
  return client.connection.withDeadline(deadline, async () => {
    await startGlobal(client, config.globalLimits, undefined, config.fileGlobalLimits).catch((error: unknown) => {
      troubles.push(globalTrouble(error));
    });
    return presentGlobalOrder(client);
  });
}

const globalTrouble = (error: unknown): string => `the limits over all accounts: ${(error as Error).message}`;

/** Why there is no audit, in words. */
type NotHeard = string;

async function startAndAudit(
  client: Client,
  journal: Journal,
  account: AccountConfig,
  order: GlobalOrder | null,
): Promise<AccountAudit | NotHeard> {
  const handle = await startAccount(client, journal, account, undefined, order);
  if (account.taskQueue !== null) return 'read by its own worker, see "audit"';
  return answered(client, () => handle.executeUpdate(refreshUpdate));
}

async function auditDisabled(
  client: Client,
  journal: Journal,
  config: LoadedConfig,
  account: AccountConfig,
): Promise<AccountAudit | NotHeard | null> {
  if (!config.credentialUses.has(account.accountId)) return null;
  const handle = await auditStoppedAccount(client, journal, account);
  return answered(client, () => handle.result());
}

/** The deadline also ends the call itself: one left behind would outlive its connection. */
async function answered(client: Client, call: () => Promise<AccountAudit>): Promise<AccountAudit | NotHeard> {
  const deadline = Date.now() + auditWithinMs;
  try {
    return await client.connection.withDeadline(deadline, call);
  } catch (error) {
    return Date.now() < deadline ? (error as Error).message : 'the exchange has not answered yet';
  }
}
