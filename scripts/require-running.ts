import type { AccountStatus } from '../domain/account-status.ts';
import { askAccount } from './account-answer.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import { Refusal, unavailable } from './refusal.ts';
import { namedAccounts, readRoster } from './roster.ts';

/** @throws Refusal when the account is unknown, doesn't run, or doesn't answer */
export async function requireRunning(access: LockstepAccess, accountId: string): Promise<AccountStatus> {
  const answer = await askAccount(access, accountId);
  if (answer.kind === 'running') return answer.status;
  namedAccounts(await readRoster(access), [accountId]);
  if (answer.kind === 'silent') throw unavailable(`${accountId}: ${answer.reason}`);
  throw new Refusal(`${accountId} is not running: start it with "accounts start ${accountId}"`);
}
