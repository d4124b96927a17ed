import { QueryRejectedError, WorkflowNotFoundError } from '@temporalio/client';
import type { GlobalStatus } from '../domain/global-state.ts';
import { globalWorkflowId } from '../domain/ids.ts';
import { globalStatusQuery } from '../workflows/messages.ts';
import { failureInWords } from './failure-in-words.ts';
import { money } from './output.ts';
import { reasonInWords } from './reason-in-words.ts';
import type { WorkflowAccess } from './lockstep-access.ts';

/** What the workflow over all accounts says of itself. */
export type GlobalAnswer =
  | { readonly kind: 'running'; readonly status: GlobalStatus }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'silent'; readonly reason: string };

const answerWithinMs = 2_000;

export async function readGlobal({ openWorkflows, within }: WorkflowAccess): Promise<GlobalAnswer> {
  try {
    const handle = openWorkflows.getHandle(globalWorkflowId);
    return { kind: 'running', status: await within(answerWithinMs, () => handle.query(globalStatusQuery)) };
  } catch (error) {
    const isStopped = error instanceof WorkflowNotFoundError || error instanceof QueryRejectedError;
    return isStopped ? { kind: 'stopped' } : { kind: 'silent', reason: failureInWords(error) };
  }
}

/** One line when something holds for all accounts, or may; none when there is nothing to say. */
export function globalInWords(answer: GlobalAnswer): readonly string[] {
  if (answer.kind === 'stopped') return [];
  if (answer.kind === 'silent') return [`all accounts: what holds for them is not known: ${answer.reason}`];
  const { tradingState, reason, limits, exposureUsd, profitTodayUsd } = answer.status;
  const { maxExposureUsd, maxDailyLossUsd } = limits;
  const totals = [
    ...(maxExposureUsd === null ? [] : [`own ${money(exposureUsd)} of at most ${maxExposureUsd} USD`]),
    ...(maxDailyLossUsd === null ? [] : [`${money(profitTodayUsd)} USD today, at most ${maxDailyLossUsd} lost`]),
  ];
  if (tradingState === 'active' && totals.length === 0) return [];
  const [code = '', ...context] = reason?.split(' ') ?? [];
  const why = reason === null ? 'a person said so' : reasonInWords(code, context.join(' '));
  const state =
    tradingState === 'active' ? 'active' : `${tradingState.toUpperCase()}: ${why}; "state active --global" ends it`;
  return [['all accounts: ' + state, ...totals].join(', ')];
}

/** As `status --json` shows it; null when it doesn't run or answer. */
export const globalDocument = (answer: GlobalAnswer): Omit<GlobalStatus, 'accounts'> | null => {
  if (answer.kind !== 'running') return null;
  const { tradingState, reason, limits, exposureUsd, profitTodayUsd } = answer.status;
  return { tradingState, reason, limits, exposureUsd, profitTodayUsd };
};
