import { setTimeout as delay } from 'node:timers/promises';
import type { TradingState } from '../../domain/account-config.ts';
import type { AccountStatus } from '../../domain/account-status.ts';
import { stricter } from '../../domain/effective-state.ts';
import { globalHandle, joinGlobal, startGlobal } from '../../workers/global-actor.ts';
import { setGlobalStateSignal } from '../../workflows/messages.ts';
import { askAccount, forEach, type AccountAnswer } from '../account-answer.ts';
import { failureInWords } from '../failure-in-words.ts';
import { count, print, printJson, warn } from '../output.ts';
import { readGlobal } from '../read-global.ts';
import { Refusal } from '../refusal.ts';
import { configuredAccounts, readRoster, type Roster } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface GlobalStateOptions {
  readonly tradingState: TradingState;
  readonly json: boolean;
}

interface Heard {
  readonly accountId: string;
  readonly answer: AccountAnswer;
}

const signalWithinMs = 10_000;
const confirmWithinMs = 10_000;
const askWithinMs = 2_000;
const lookEveryMs = 100;

/** The master switch: holds for every account, also for those that start later, until a person switches back. */
export const runGlobalState = ({ tradingState, json }: GlobalStateOptions): Promise<number> =>
  withSession(async (session) => {
    const before = await readGlobal(session);
    // Before anything else is asked: a stop is not held up.
    await switchGlobal(session, before.kind === 'stopped', tradingState);
    const roster = await readRoster(session);
    const heard = await confirmed(session, roster, tradingState);
    const after = await readGlobal(session);
    const isShown = after.kind === 'running' && after.status.tradingState === tradingState;
    const last = after.kind === 'running' ? after.status.tradingState : null;
    const running = heard.filter(({ answer }) => answer.kind !== 'stopped');
    const missing = running.filter((one) => !isHolding(one, tradingState));
    const accounts = running.length - missing.length;
    const reason = isShown ? null : 'sent, and in effect as soon as a worker runs it';
    const changed = isShown && !(before.kind === 'running' && before.status.tradingState === tradingState);
    if (json) printJson({ tradingState: last, changed, reason, accounts });
    else
      print(
        ...outcomeInWords(tradingState, changed, accounts, missing.length, isShown),
        ...ownStates(heard, tradingState),
      );
    if (!isShown) warn(`all accounts: NOT ${tradingState}: ${reason ?? ''}`);
    warn(...missing.map(({ accountId, answer }) => `${accountId}: NOT ${tradingState}: ${whyNot(answer)}`));
    return isShown && missing.length === 0 ? 0 : 1;
  });

async function switchGlobal(
  { client, within, places }: Session,
  isStopped: boolean,
  tradingState: TradingState,
): Promise<void> {
  try {
    await within(signalWithinMs, async () => {
      if (isStopped) await startGlobal(client, configuredAccounts(places).globalLimits);
      await globalHandle(client).signal(setGlobalStateSignal, tradingState);
    });
  } catch (error) {
    throw new Refusal(
      `nothing was switched: ${failureInWords(error)}; "state ${tradingState} --all" asks each account`,
    );
  }
}

/** Asks every account until each that runs does as it should. Who was not told of before is told now. */
async function confirmed(session: Session, roster: Roster, tradingState: TradingState): Promise<readonly Heard[]> {
  const deadline = performance.now() + confirmWithinMs;
  const all = roster.accounts.map(({ accountId }) => accountId);
  const ask = (ids: readonly string[]): Promise<readonly Heard[]> =>
    forEach(ids, async (accountId) => ({ accountId, answer: await askAccount(session, accountId, askWithinMs) }));
  let heard = await ask(all);
  const missingOf = (): readonly string[] =>
    heard
      .filter((one) => one.answer.kind !== 'stopped' && !isHolding(one, tradingState))
      .map(({ accountId }) => accountId);
  const untold = missingOf();
  // Joining twice does no harm: it is told once more.
  if (untold.length > 0) await joinGlobal(session.client, untold).catch(() => undefined);
  while (missingOf().length > 0 && performance.now() < deadline) {
    await delay(lookEveryMs);
    const again = await ask(missingOf());
    heard = heard.map((one) => again.find(({ accountId }) => accountId === one.accountId) ?? one);
  }
  return heard;
}

const isHolding = ({ answer }: Heard, tradingState: TradingState): boolean =>
  answer.kind === 'running' && answer.status.tradingState === stricter(tradingState, answer.status.ownTradingState);

function whyNot(answer: AccountAnswer): string {
  if (answer.kind === 'silent') return answer.reason;
  return answer.kind === 'running' ? `it is ${answer.status.tradingState}` : 'not running';
}

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
