import type { Lockstep } from '../../server/lockstep.ts';
import { count } from '../output.ts';
import type { LockstepAccess } from '../lockstep-access.ts';
import { readCopying } from '../read-copying.ts';
import { readGlobal } from '../read-global.ts';
import { unavailable } from '../refusal.ts';
import { switchCopying } from '../switch-copying.ts';
import { missingInWords, switchEveryone } from '../switch-everyone.ts';
import { switchGlobalLimits } from '../switch-global-limits.ts';
import type { KnownAccounts } from './known-accounts.ts';
import { recently } from './recently.ts';

type GlobalSwitches = Pick<Lockstep, 'copying' | 'global' | 'setGlobalState' | 'setGlobalLimits' | 'setCopying'>;

const keptMs = 1_000;

/** What holds for all accounts at once. */
export function globalSwitches(access: LockstepAccess, accounts: KnownAccounts): GlobalSwitches {
  const copying = recently(keptMs, async (_: 'all') => readCopying(access, (await accounts.roster()).config));
  const global = recently(keptMs, (_: 'all') => readGlobal(access));
  const changing = async <T>(change: () => Promise<T>): Promise<T> =>
    change().finally(() => {
      accounts.changed();
      copying.forget();
      global.forget();
    });

  return {
    copying: () => copying.of('all'),
    global: async () => {
      const answer = await global.of('all');
      return answer.kind === 'running' ? answer.status : null;
    },
    setGlobalState: (tradingState) =>
      changing(async () => {
        const { status, isShown, missing, accounts: holding } = await switchEveryone(access, tradingState);
        if (status === null || !isShown)
          throw unavailable(`all accounts: NOT ${tradingState}: sent, and in effect as soon as a worker runs it`);
        if (missing.length === 0) return status;
        const unconfirmed = `${count(missing.length, 'account')} did not confirm, ${holding} did`;
        throw unavailable(
          [
            `NOT EVERYONE IS ${tradingState.toUpperCase()}: ${unconfirmed}`,
            ...missingInWords(missing, tradingState),
          ].join('; '),
        );
      }),
    setGlobalLimits: (limits) => changing(() => switchGlobalLimits(access, limits)),
    setCopying: (on) => changing(async () => (await switchCopying(access, on)).copying),
  };
}
