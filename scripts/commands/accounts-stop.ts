import { print, printJson, warn } from '../output.ts';
import { namedAccounts, readRoster } from '../roster.ts';
import { withSession } from '../session.ts';
import { ownedInWords, stopAccounts, stopFailure, type Stopped } from '../stop-account.ts';

export interface StopOptions {
  readonly ids: readonly string[];
  readonly liquidate: boolean;
  readonly json: boolean;
}

/** Ends these accounts' workflows; what they own stays, unless it is to be sold first. */
export const runAccountsStop = ({ ids, liquidate, json }: StopOptions): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const chosen = namedAccounts(roster, ids).map(({ accountId }) => accountId);
    const results = await stopAccounts(session, roster.config.master?.accountId ?? null, chosen, liquidate);
    if (json) printJson({ results: results.map(asDocument) });
    else print(...results.filter(({ running }) => !running).map(resultInWords));
    const failures = results.map((result) => stopFailure(result, liquidate)).filter((failure) => failure !== null);
    warn(...failures);
    return failures.length === 0 ? 0 : 1;
  });

const asDocument = ({ accountId, running, changed, positions, reason }: Stopped) => ({
  ...{ accountId, running, changed, positions, reason },
});

function resultInWords(result: Stopped): string {
  const owned = result.positions.length === 0 ? '' : `, still owns ${ownedInWords(result)}`;
  return `${result.accountId}: ${result.reason ?? 'stopped'}${owned}`;
}
