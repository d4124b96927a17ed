import type { WorkflowHandle } from '@temporalio/client';
import PQueue from 'p-queue';
import { masterWorkflowId } from '../../domain/ids.ts';
import { startAccount, startMaster, type AccountHandle } from '../../workers/actors.ts';
import { setModeSignal, statusQuery } from '../../workflows/messages.ts';
import type { masterWorkflow } from '../../workflows/master.ts';
import { chaosConfig, masterOf, personCredential, playCredential } from './accounts.ts';
import type { PlannedAccount } from './plan-types.ts';
import type { Plan } from './plan-types.ts';
import { pairNames, startPrices } from './prices.ts';
import type { Stage } from './stage.ts';
import { comesTrue, insist } from './until.ts';

/** The accounts of a run, live and connected, and the masters that they follow. */
export interface Cast {
  readonly accounts: ReadonlyMap<string, CastAccount>;
  /** By group; the last group has none. */
  readonly masters: readonly WorkflowHandle<typeof masterWorkflow>[];
}

export interface CastAccount {
  readonly planned: PlannedAccount;
  readonly handle: AccountHandle;
}

const startWithinMs = 120_000;
const atOnce = 8;

export async function openCast(plan: Plan, stage: Stage): Promise<Cast> {
  const { control } = stage.exchange;
  for (const pair of pairNames) await control.setPrice(pair, String(startPrices[pair]));
  for (const { accountId, ownCoins } of plan.accounts) {
    const { apiKey, apiSecret } = playCredential(accountId);
    const balances = { USD: '50000', BTC: ownCoins };
    await control.createAccount({ name: accountId, key: apiKey, secret: apiSecret, balances });
    const person = personCredential(accountId);
    await control.createAccount({ name: accountId, key: person.apiKey, secret: person.apiSecret });
  }
  const configs = new Map(chaosConfig(plan.accounts).users.map((config) => [config.accountId, config]));
  const queue = new PQueue({ concurrency: atOnce });
  const accounts = await queue.addAll(
    plan.accounts.map((planned) => async () => {
      const config = configs.get(planned.accountId);
      if (config === undefined) throw new Error(`${planned.accountId} has no configuration`);
      return { planned, handle: await startAccount(stage.client, stage.journal, config) };
    }),
  );
  await queue.addAll(accounts.map((account) => () => goLive(account)));
  const masters = await Promise.all(
    Array.from({ length: plan.groups - 1 }, async (_, group) => {
      const roster = plan.accounts.filter((planned) => planned.group === group).map(({ accountId }) => accountId);
      await startMaster(stage.client, stage.journal, masterOf(group), roster);
      return stage.client.workflow.getHandle<typeof masterWorkflow>(masterWorkflowId(masterOf(group)));
    }),
  );
  return { accounts: new Map(accounts.map((account) => [account.planned.accountId, account])), masters };
}

async function goLive({ planned, handle }: CastAccount): Promise<void> {
  const status = () => insist(() => handle.query(statusQuery));
  const isConnected = async () => (await status()).connection === 'connected';
  const isLive = async () => (await status()).mode === 'live';
  if (!(await comesTrue(isConnected, startWithinMs, 50)))
    throw new Error(`${planned.accountId} does not connect: ${(await status()).reason ?? ''}`);
  await handle.signal(setModeSignal, 'live');
  if (!(await comesTrue(isLive, startWithinMs, 20))) throw new Error(`${planned.accountId} does not go live`);
}
