import type { TradingState } from '../../domain/account-config.ts';
import type { AccountStatus } from '../../domain/account-status.ts';
import { stricter } from '../../domain/effective-state.ts';
import { count, print, printJson, warn } from '../output.ts';
import { withSession } from '../session.ts';
import { missingInWords, switchEveryone, type Heard } from '../switch-everyone.ts';

export interface GlobalStateOptions {
  readonly tradingState: TradingState;
  readonly json: boolean;
}

/** The master switch: holds for every account, also for those that start later, until a person switches back. */
export const runGlobalState = ({ tradingState, json }: GlobalStateOptions): Promise<number> =>
  withSession(async (session) => {
    const { status, isShown, changed, heard, missing, accounts } = await switchEveryone(session, tradingState);
    const last = status?.tradingState ?? null;
    const reason = isShown ? null : 'sent, and in effect as soon as a worker runs it';
    if (json) printJson({ tradingState: last, changed, reason, accounts });
    else
      print(
        ...outcomeInWords(tradingState, changed, accounts, missing.length, isShown),
        ...ownStates(heard, tradingState),
      );
    if (!isShown) warn(`all accounts: NOT ${tradingState}: ${reason ?? ''}`);
    warn(...missingInWords(missing, tradingState));
    return isShown && missing.length === 0 ? 0 : 1;
  });

/** What an account's own state still forbids. */
function ownStates(heard: readonly Heard[], tradingState: TradingState): readonly string[] {
  const own = (status: AccountStatus): boolean => stricter(tradingState, status.ownTradingState) !== tradingState;
  return heard.flatMap(({ accountId, answer }) =>
    answer.kind === 'running' && own(answer.status)
      ? [`${accountId}: stays ${answer.status.ownTradingState} by itself: "state active ${accountId}" ends it`]
      : [],
  );
}

function outcomeInWords(
  tradingState: TradingState,
  changed: boolean,
  accounts: number,
  missing: number,
  isShown: boolean,
): readonly string[] {
  if (!isShown || missing > 0) {
    return tradingState === 'halted'
      ? [`*** NOT EVERYTHING IS STOPPED: ${count(missing, 'account')} did not confirm, ${accounts} halted ***`]
      : [];
  }
  const line = `all accounts: ${changed ? 'now' : 'already'} ${tradingState}, also those that start later (${count(accounts, 'account')} running)`;
  return tradingState === 'halted'
    ? [line, '', `*** EVERYTHING IS STOPPED: ${count(accounts, 'account')} halted, no order leaves, exits neither ***`]
    : [line];
}
