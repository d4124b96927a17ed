import type { TradingState } from '../../domain/account-config.ts';
import { forEach } from '../account-answer.ts';
import { count, print, printJson, warn } from '../output.ts';
import { readRoster, namedAccounts, type AccountChoice, type KnownAccount, type Roster } from '../roster.ts';
import { withSession } from '../session.ts';
import { switchState, type StateResult } from '../switch-state.ts';

export interface StateOptions extends AccountChoice {
  readonly tradingState: TradingState;
  readonly json: boolean;
}

/** With `--all` every account that runs, with a file or without. Sent to silent ones too: it holds when they wake. */
export const runState = (options: StateOptions): Promise<number> =>
  withSession(async (session) => {
    const { tradingState, json, all } = options;
    const chosen = chosenFor(await readRoster(session), options);
    const results = await forEach(chosen, ({ accountId }) => switchState(session, accountId, tradingState));
    if (json) printJson({ results });
    const failed = results.filter((result) => result.tradingState !== tradingState);
    const failures = failed.filter(({ reason }) => !all || reason !== notRunning);
    if (!json) print(...results.filter((result) => !failures.includes(result)).map(resultInWords));
    warn(...failures.map(({ accountId, reason }) => `${accountId}: NOT ${tradingState}: ${reason ?? 'refused'}`));
    if (!json && all && tradingState === 'halted')
      print('', stoppedInWords(results.length - failed.length, failures.length));
    return failures.length === 0 ? 0 : 1;
  });

const notRunning = 'not running';

/** A disabled account may still run from before. */
const chosenFor = (roster: Roster, { all, ids }: StateOptions): readonly KnownAccount[] =>
  all ? roster.accounts : namedAccounts(roster, ids);

function resultInWords({ accountId, tradingState, changed, reason }: StateResult): string {
  if (tradingState === null) return `${accountId}: ${reason ?? ''}`;
  const now = `${accountId}: ${changed ? `now ${tradingState}` : `${tradingState} already`}`;
  return reason === null ? now : `${now}, ${reason}`;
}

const stoppedInWords = (halted: number, failed: number): string =>
  failed > 0
    ? `*** NOT EVERYTHING IS STOPPED: ${count(failed, 'account')} did not confirm, ${halted} halted ***`
    : `*** EVERYTHING IS STOPPED: ${count(halted, 'account')} halted, no order leaves, exits neither ***`;
