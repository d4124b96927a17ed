import { readAccounts } from '../account-view.ts';
import { printJson } from '../output.ts';
import { readRoster } from '../roster.ts';
import { withSession } from '../session.ts';
import { showAccounts } from './status.ts';

export const runAccountsList = ({ json }: { readonly json: boolean }): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const accounts = await readAccounts(session, roster, roster.accounts);
    if (json) printJson({ accounts });
    else showAccounts(accounts);
    return 0;
  });
