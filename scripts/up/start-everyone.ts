import type { Client } from '@temporalio/client';
import PQueue from 'p-queue';
import type { LoadedConfig } from '../../config/load-config.ts';
import type { AccountConfig } from '../../domain/account-config.ts';
import type { AccountAudit } from '../../domain/account-status.ts';
import type { Journal } from '../../store/journal.ts';
import { auditStoppedAccount, startAccount, startMaster } from '../../workers/actors.ts';
import { refreshUpdate } from '../../workflows/messages.ts';

const atOnce = 20;
/** An exchange that doesn't answer keeps its own account from reporting, nobody else. */
const auditWithinMs = 15_000;

export interface StartReport {
  readonly audits: readonly AccountAudit[];
  /** One line for each account that could not be started or read. */
  readonly troubles: readonly string[];
}

/** Starts every enabled account and the master, and audits all that have a credential, disabled ones too. */
export async function startEveryone(client: Client, journal: Journal, config: LoadedConfig): Promise<StartReport> {
  const accounts = [...(config.master === null ? [] : [config.master]), ...config.users];
  const troubles: string[] = [];
  const queue = new PQueue({ concurrency: atOnce });
  const audits = await queue.addAll(
    accounts.map((account) => async () => {
      try {
        return account.enabled
          ? await startAndAudit(client, journal, account)
          : await auditDisabled(client, journal, config, account);
      } catch (error) {
        troubles.push(`${account.accountId}: ${(error as Error).message}`);
        return null;
      }
    }),
  );
  if (config.master?.enabled === true) {
    const roster = config.users.filter((user) => user.enabled).map((user) => user.accountId);
    await startMaster(client, journal, config.master.accountId, roster);
  }
  return { audits: audits.filter((audit) => audit !== null), troubles };
}

async function startAndAudit(client: Client, journal: Journal, account: AccountConfig): Promise<AccountAudit | null> {
  const handle = await startAccount(client, journal, account);
  if (account.taskQueue !== null) return null;
  return answered(client, () => handle.executeUpdate(refreshUpdate));
}

async function auditDisabled(
  client: Client,
  journal: Journal,
  config: LoadedConfig,
  account: AccountConfig,
): Promise<AccountAudit | null> {
  if (!config.credentials.has(account.accountId)) return null;
  const handle = await auditStoppedAccount(client, journal, account);
  return answered(client, () => handle.result());
}

/** The deadline also ends the call itself: one left behind would outlive its connection. */
async function answered<T>(client: Client, call: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + auditWithinMs;
  try {
    return await client.connection.withDeadline(deadline, call);
  } catch (error) {
    throw Date.now() < deadline ? error : new Error('the exchange has not answered yet', { cause: error });
  }
}
