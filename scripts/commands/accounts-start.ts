import { openJournal } from '../../store/open-journal.ts';
import { forEach } from '../account-answer.ts';
import { globalOrderOf } from '../join-global.ts';
import { print, printJson, warn } from '../output.ts';
import { namedAccounts, readRoster } from '../roster.ts';
import { withSession } from '../session.ts';
import { startFollowing, type Started } from '../start-account.ts';

export interface StartOptions {
  readonly ids: readonly string[];
  readonly json: boolean;
}

/** Makes these accounts run and follow the master. Those that run already get their configuration anew. */
export const runAccountsStart = ({ ids, json }: StartOptions): Promise<number> =>
  withSession(async (session) => {
    const roster = await readRoster(session);
    const chosen = namedAccounts(roster, ids);
    const journal = openJournal({ url: session.places.journalUrl });
    const order = await globalOrderOf(session, roster.config.globalLimits);
    const results = await forEach(chosen, (account) =>
      startFollowing(session, journal, roster, account, order),
    ).finally(() => journal.close());
    if (json) printJson({ results: results.map(asDocument) });
    else print(...results.filter(({ running }) => running).map(resultInWords));
    const failed = results.filter(({ running }) => !running);
    warn(...failed.map(({ accountId, reason }) => `${accountId}: not started: ${reason ?? ''}`));
    return failed.length === 0 ? 0 : 1;
  });

const asDocument = ({ accountId, running, changed, statusWord, reason }: Started) => ({
  ...{ accountId, running, changed, statusWord, reason },
});

const resultInWords = ({ accountId, changed, statusWord, reason }: Started): string =>
  `${accountId}: ${changed ? 'started' : 'was running already'}${statusWord === null ? '' : `, ${statusWord}`}${reason === null ? '' : ` (${reason})`}`;
