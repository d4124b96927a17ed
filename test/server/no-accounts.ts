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

export const noEquity: ServerDeps['equity'] = {
  ofAccount: () => Promise.resolve([]),
  totals: () => Promise.resolve({ real: [], play: [] }),
};
