import type { GlobalLimits } from '../../domain/global-state.ts';
import type { GlobalLimitsBook } from '../../server/global-limits-book.ts';
import { LockstepRefusal } from '../../server/lockstep.ts';
import type { StoredGlobalLimits } from '../../store/global-limits.ts';

export interface BookParts {
  readonly stored: Pick<StoredGlobalLimits, 'read' | 'put' | 'remove'>;
  /** As it is by now; null: it has a mistake. */
  readonly readFile: () => GlobalLimits | null;
  /** What was changed is known to this process when it resolves. */
  readonly refresh: () => Promise<void>;
}

export const globalLimitsBook = ({ stored, readFile, refresh }: BookParts): GlobalLimitsBook => ({
  describe: async () => ({ from: (await stored.read()) === null ? 'file' : 'browser', file: readFile() }),
  save: async (limits) => {
    await stored.put(limits);
    await refresh();
  },
  forget: async () => {
    const file = readFile();
    if (file === null)
      throw new LockstepRefusal('refused', 'global.json has a mistake: the limits that were set here stay');
    await stored.remove();
    await refresh();
    return file;
  },
});
