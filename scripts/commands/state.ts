import type { TradingState } from '../../domain/account-config.ts';
import type { AccountStatus } from '../../domain/account-status.ts';
import { setTradingStateSignal } from '../../workflows/messages.ts';
import { askAccount, forEach } from '../account-answer.ts';
import { count, print, printJson, warn } from '../output.ts';
import { readRoster, namedAccounts, type AccountChoice, type KnownAccount, type Roster } from '../roster.ts';
import { withSession, type Session } from '../session.ts';
import { switchAccount } from '../switch-account.ts';

export interface StateOptions extends AccountChoice {
  readonly tradingState: TradingState;
  readonly json: boolean;
}

interface StateResult {
  readonly accountId: string;
  /** The account's own; null: it doesn't run or answer. */
  readonly tradingState: TradingState | null;
  readonly changed: boolean;
  readonly reason: string | null;
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
/** A stop is not held up by an account that doesn't answer. */
const lookFirstMs = 1_000;

/** A disabled account may still run from before. */
const chosenFor = (roster: Roster, { all, ids }: StateOptions): readonly KnownAccount[] =>
  all ? roster.accounts : namedAccounts(roster, ids);

async function switchState(session: Session, accountId: string, tradingState: TradingState): Promise<StateResult> {
  const answer = await askAccount(session, accountId, lookFirstMs);
  const isShown = (status: AccountStatus): boolean => status.ownTradingState === tradingState;
  const switched = await switchAccount(session, accountId, setTradingStateSignal, [tradingState], isShown);
  const last = answer.kind === 'running' ? answer.status.ownTradingState : null;
  if (switched.kind !== 'shown') return { accountId, tradingState: last, changed: false, reason: switched.reason };
  return { accountId, tradingState, changed: last !== tradingState, reason: stricterForAll(switched.status) };
}

/** What holds for all accounts, when it is stricter than the account's own state. */
const stricterForAll = ({ tradingState, ownTradingState }: AccountStatus): string | null =>
  tradingState === ownTradingState ? null : `but all accounts are ${tradingState}: "state active --global" ends that`;

function resultInWords({ accountId, tradingState, changed, reason }: StateResult): string {
  if (tradingState === null) return `${accountId}: ${reason ?? ''}`;
  const now = `${accountId}: ${changed ? `now ${tradingState}` : `${tradingState} already`}`;
  return reason === null ? now : `${now}, ${reason}`;
}

const stoppedInWords = (halted: number, failed: number): string =>
  failed > 0
    ? `*** NOT EVERYTHING IS STOPPED: ${count(failed, 'account')} did not confirm, ${halted} halted ***`
    : `*** EVERYTHING IS STOPPED: ${count(halted, 'account')} halted, no order leaves, exits neither ***`;
