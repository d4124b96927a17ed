import type { CreatedAccount, SimulatorControl } from './control-client.ts';

/** A master and two followers with play money. Accounts that a state file brought along are left alone. */
export async function createDemoAccounts(control: SimulatorControl): Promise<readonly CreatedAccount[]> {
  const existing = new Set((await control.accounts()).map((account) => account.name));
  const wanted = [
    { name: 'master', balances: { USD: '30000' } },
    { name: 'follower-one', balances: { USD: '5000' } },
    { name: 'follower-two', balances: { USD: '1200', BTC: '0.01' } },
  ];
  return Promise.all(wanted.filter(({ name }) => !existing.has(name)).map((account) => control.createAccount(account)));
}
