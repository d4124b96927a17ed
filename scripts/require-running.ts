import type { AccountStatus } from '../domain/account-status.ts';
import { askAccount } from './account-answer.ts';
import { Refusal } from './refusal.ts';
import { namedAccounts, readRoster } from './roster.ts';
import type { Session } from './session.ts';

/** @throws Refusal when the account is unknown, doesn't run, or doesn't answer */
export async function requireRunning(session: Session, accountId: string): Promise<AccountStatus> {
  const answer = await askAccount(session, accountId);
  if (answer.kind === 'running') return answer.status;
  namedAccounts(await readRoster(session), [accountId]);
  if (answer.kind === 'silent') throw new Refusal(`${accountId}: ${answer.reason}`);
  throw new Refusal(`${accountId} is not running: start it with "accounts start ${accountId}"`);
}
