import { QueryRejectedError, WorkflowNotFoundError } from '@temporalio/client';
import type { LoadedConfig } from '../config/load-config.ts';
import {
  copyingStatus,
  type CopyingFacts,
  type CopyingStatus,
  type MasterAccountFacts,
  type MasterWorkflowFacts,
  everyoneIsHalted,
} from '../domain/copying-status.ts';
import { masterWorkflowId } from '../domain/ids.ts';
import { masterStatusQuery } from '../workflows/messages.ts';
import { askAccount } from './account-answer.ts';
import { failureInWords } from './failure-in-words.ts';
import type { WorkflowAccess } from './lockstep-access.ts';

const answerWithinMs = 5_000;
const usualMasterId = 'master';

/** Without a readable file the master may still run from before, under its usual id. */
export const masterIdOf = ({ master }: Pick<LoadedConfig, 'master'>): string => master?.accountId ?? usualMasterId;

type MasterFiles = Pick<LoadedConfig, 'master' | 'problems'>;

export const readCopying = async (access: WorkflowAccess, config: MasterFiles): Promise<CopyingStatus> =>
  copyingStatus(await readCopyingFacts(access, config));

/** Asks the master's workflow, with so much patience, and its account at once. */
export async function readCopyingFacts(
  access: WorkflowAccess,
  config: MasterFiles,
  withinMs = answerWithinMs,
): Promise<CopyingFacts> {
  const masterId = masterIdOf(config);
  const [workflow, account] = await Promise.all([
    askWorkflow(access, masterId, withinMs),
    askMasterAccount(access, masterId),
  ]);
  const isDisabled = config.master?.enabled === false;
  return { masterId, fileProblem: fileProblemOf(config), isDisabled, workflow, account };
}

async function askWorkflow(
  { openWorkflows, within }: WorkflowAccess,
  masterId: string,
  withinMs: number,
): Promise<MasterWorkflowFacts> {
  const handle = openWorkflows.getHandle(masterWorkflowId(masterId));
  try {
    const { copying, followers } = await within(withinMs, () => handle.query(masterStatusQuery));
    return { kind: 'running', copying, followers };
  } catch (error) {
    const isStopped = error instanceof WorkflowNotFoundError || error instanceof QueryRejectedError;
    return isStopped ? { kind: 'stopped' } : { kind: 'silent', reason: failureInWords(error) };
  }
}

async function askMasterAccount(access: WorkflowAccess, masterId: string): Promise<MasterAccountFacts> {
  const answer = await askAccount(access, masterId);
  return answer.kind === 'running' ? { kind: 'running', ...answer.status } : answer;
}

function fileProblemOf({ master, problems }: MasterFiles): string | null {
  if (master !== null) return null;
  const problem = problems.find(({ message }) => /^\S*master\.json\b/.test(message));
  const [mistake = ''] = (problem?.message ?? 'no file describes it').split('; ');
  return `there is no master: ${mistake}`;
}

/** One line, such as `COPYING OFF (standalone): the master's key was refused (…); accounts trade … on their own`. */
export function copyingInWords({ state, reason, followers }: CopyingStatus): string {
  if (state === 'on')
    return `copying on: ${followers ?? 0} ${followers === 1 ? 'account follows' : 'accounts follow'} the master`;
  const others = reason === everyoneIsHalted ? '' : '; accounts trade, sell and close on their own';
  return `COPYING OFF (${state}): ${reason ?? ''}${others}`;
}
