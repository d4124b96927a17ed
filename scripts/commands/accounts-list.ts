import { readAccounts } from '../account-view.ts';
import { credentialUsesOf, withCredentialUse } from '../credential-uses.ts';
import { printJson } from '../output.ts';
import { readRoster } from '../roster.ts';
import { withSession } from '../session.ts';
import { showAccounts } from './status.ts';

export const runAccountsList = ({ json }: { readonly json: boolean }): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const uses = credentialUsesOf(session.places, roster.config);
    const accounts = await readAccounts(session, roster, roster.accounts, uses);
    if (json) printJson({ accounts: withCredentialUse(accounts, await uses()) });
    else showAccounts(accounts);
    return 0;
  });
