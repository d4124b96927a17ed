import { setTimeout as delay } from 'node:timers/promises';
import type { TradingState } from '../domain/account-config.ts';
import { stricter } from '../domain/effective-state.ts';
import type { GlobalStatus } from '../domain/global-state.ts';
import { globalHandle, joinGlobal, startGlobal } from '../workers/global-actor.ts';
import { setGlobalStateSignal } from '../workflows/messages.ts';
import { askAccount, forEach, type AccountAnswer } from './account-answer.ts';
import { failureInWords } from './failure-in-words.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import { readGlobal } from './read-global.ts';
import { unavailable } from './refusal.ts';
import { readRoster, type Roster } from './roster.ts';

/** The master switch, and who confirmed it. */
export interface EveryoneSwitched {
  /** As it is by now; null: nobody tells. */
  readonly status: GlobalStatus | null;
  readonly isShown: boolean;
  readonly changed: boolean;
  readonly heard: readonly Heard[];
  /** Accounts that run and do not do as they should. */
  readonly missing: readonly Heard[];
  /** How many accounts run and do. */
  readonly accounts: number;
}

export interface Heard {
  readonly accountId: string;
  readonly answer: AccountAnswer;
}

const signalWithinMs = 10_000;
const confirmWithinMs = 10_000;
const askWithinMs = 2_000;
const lookEveryMs = 100;

/**
 * Switches all accounts, also those that start later, and waits until each that runs does as it should.
 * @throws Refusal when nothing was switched
 */
export async function switchEveryone(access: LockstepAccess, tradingState: TradingState): Promise<EveryoneSwitched> {
  const before = await readGlobal(access);
  // Before anything else is asked: a stop is not held up.
  await switchGlobal(access, before.kind === 'stopped', tradingState);
  const roster = await readRoster(access);
  const heard = await confirmed(access, roster, tradingState);
  const after = await readGlobal(access);
  const status = after.kind === 'running' ? after.status : null;
  const isShown = status?.tradingState === tradingState;
  const running = heard.filter(({ answer }) => answer.kind !== 'stopped');
  const missing = running.filter((one) => !isHolding(one, tradingState));
  return {
    status,
    isShown,
    changed: isShown && !(before.kind === 'running' && before.status.tradingState === tradingState),
    heard,
    missing,
    accounts: running.length - missing.length,
  };
}

async function switchGlobal(access: LockstepAccess, isStopped: boolean, tradingState: TradingState): Promise<void> {
  const { client, within, taskQueue } = access;
  try {
    await within(signalWithinMs, async () => {
      if (isStopped) await startGlobal(client, (await access.readConfig()).globalLimits, taskQueue);
      await globalHandle(client).signal(setGlobalStateSignal, tradingState);
    });
  } catch (error) {
    throw unavailable(
      `nothing was switched: ${failureInWords(error)}; "state ${tradingState} --all" asks each account`,
    );
  }
}

/** Asks every account until each that runs does as it should. Who was not told of before is told now. */
async function confirmed(
  access: LockstepAccess,
  roster: Roster,
  tradingState: TradingState,
): Promise<readonly Heard[]> {
  const deadline = performance.now() + confirmWithinMs;
  const all = roster.accounts.map(({ accountId }) => accountId);
  const ask = (ids: readonly string[]): Promise<readonly Heard[]> =>
    forEach(ids, async (accountId) => ({ accountId, answer: await askAccount(access, accountId, askWithinMs) }));
  let heard = await ask(all);
  const missingOf = (): readonly string[] =>
    heard
      .filter((one) => one.answer.kind !== 'stopped' && !isHolding(one, tradingState))
      .map(({ accountId }) => accountId);
  const untold = missingOf();
  // Joining twice does no harm: it is told once more.
  if (untold.length > 0) await joinGlobal(access.client, untold).catch(() => undefined);
  while (missingOf().length > 0 && performance.now() < deadline) {
    await delay(lookEveryMs);
    const again = await ask(missingOf());
    heard = heard.map((one) => again.find(({ accountId }) => accountId === one.accountId) ?? one);
  }
  return heard;
}

const isHolding = ({ answer }: Heard, tradingState: TradingState): boolean =>
  answer.kind === 'running' && answer.status.tradingState === stricter(tradingState, answer.status.ownTradingState);

/** Why each account does not do as all should, one line each. */
export const missingInWords = (missing: readonly Heard[], tradingState: TradingState): readonly string[] =>
  missing.map(({ accountId, answer }) => `${accountId}: NOT ${tradingState}: ${whyNot(answer)}`);

function whyNot(answer: AccountAnswer): string {
  if (answer.kind === 'silent') return answer.reason;
  return answer.kind === 'running' ? `it is ${answer.status.tradingState}` : 'not running';
}
