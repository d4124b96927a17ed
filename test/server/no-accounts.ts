import { noGlobalLimits } from '../../domain/global-state.ts';
import { LockstepRefusal } from '../../server/lockstep.ts';
import type { ServerDeps } from '../../server/server-deps.ts';

const refuse = (): Promise<never> => Promise.reject(new LockstepRefusal('not-found', 'no account'));

/** For tests about something else. */
export const noAccounts: ServerDeps['directory'] = {
  find: () => Promise.resolve(null),
  save: refuse,
  change: refuse,
  remove: () => Promise.resolve(),
};

export const noKeys: ServerDeps['vault'] = { put: refuse, remove: () => Promise.resolve(false) };

/** Nothing is kept: the file says that there are none. */
export const noLimits: ServerDeps['globalLimits'] = {
  describe: () => Promise.resolve({ from: 'file', file: noGlobalLimits }),
  save: () => Promise.resolve(),
  forget: () => Promise.resolve(noGlobalLimits),
};

export const noEquity: ServerDeps['equity'] = {
  ofAccount: () => Promise.resolve([]),
  totals: () => Promise.resolve({ real: [], play: [] }),
};
