import type { EditedGlobalLimits } from '../../config/global-limits.ts';
import type { StoredGlobalLimits } from '../../store/global-limits.ts';
import { watchStored, type Watched } from './watch-stored.ts';

/** The limits over all accounts that were set in the browser. */
export const watchGlobalLimits = (
  stored: Pick<StoredGlobalLimits, 'read'>,
  onTrouble: (message: string) => void,
): Promise<Watched<EditedGlobalLimits>> =>
  watchStored<EditedGlobalLimits>(
    async () => ({ kind: 'known', limits: await stored.read() }),
    { kind: 'unknown' },
    onTrouble,
  );
