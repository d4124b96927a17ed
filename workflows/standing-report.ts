import { getExternalWorkflowHandle, isCancellation } from '@temporalio/workflow';
import { globalWorkflowId } from '../domain/ids.ts';
import { differs, standingOf, type Standing } from '../domain/standing.ts';
import type { AccountCell } from './account-work.ts';
import { standingSignal } from './messages.ts';

/** Tells the global limits what the account holds, whenever that has changed and they want to know. */
export function createStandingReport(cell: AccountCell) {
  let told: Standing | null = null;
  return async (): Promise<void> => {
    if (!cell.state.global.wantsStanding) {
      told = null;
      return;
    }
    const standing = standingOf(cell.state);
    if (told !== null && !differs(told, standing)) return;
    told = standing;
    try {
      await getExternalWorkflowHandle(globalWorkflowId).signal(standingSignal, standing);
    } catch (error) {
      // Nobody watches the global limits: that holds nobody up, and it is told again when the account next acts.
      if (isCancellation(error)) throw error;
      told = null;
    }
  };
}
