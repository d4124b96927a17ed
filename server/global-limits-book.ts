import type { GlobalLimits } from '../domain/global-state.ts';

/** Where limits over all accounts are kept, so that they outlive a restart. */
export interface GlobalLimitsBook {
  describe(): Promise<DescribedGlobalLimits>;
  /** They win over the file's from now on; nothing is in force by it yet. */
  save(limits: GlobalLimits): Promise<void>;
  /**
   * Those of the file count again.
   * @returns them
   * @throws LockstepRefusal when the file has a mistake: then those of the browser stay
   */
  forget(): Promise<GlobalLimits>;
}

export interface DescribedGlobalLimits {
  readonly from: 'browser' | 'file';
  /** Null: the file has a mistake. */
  readonly file: GlobalLimits | null;
}
