import { WorkflowNotFoundError } from '@temporalio/client';
import type { AccountEvent } from '../../domain/account-event.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import { failureInWords } from '../failure-in-words.ts';
import { withJournal } from '../journal-access.ts';
import { print, printJson, timeText, warn } from '../output.ts';
import { withAccountEvents } from '../history/account-events.ts';
import { runInWords, type HistoryLine } from '../history/run-in-words.ts';
import { Refusal } from '../refusal.ts';
import { namedAccounts, readRoster } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface HistoryOptions {
  readonly id: string;
  /** People see this many of the latest lines; JSON holds all. */
  readonly last: number;
  readonly json: boolean;
}

const readWithinMs = 60_000;
const eventsRead = 10_000;

/** What an account's workflow did over all of its runs, and what happened at its exchange, oldest first. */
export const runHistory = ({ id, last, json }: HistoryOptions): Promise<number> =>
  withSession(async (session) => {
    const workflowId = accountWorkflowId(id);
    const runs = await session.within(readWithinMs, () => readRuns(session, workflowId));
    const events = withAccountEvents(runs, await readEvents(session, id));
    if (events.length === 0) {
      namedAccounts(await readRoster(session), [id]);
      throw new Refusal(`${id} has no history: it never ran here`);
    }
    const uiUrl = session.linkTo(workflowId);
    if (json) printJson({ accountId: id, workflowId, uiUrl, events });
    else show(events, last, uiUrl);
    return 0;
  });

/** A journal that can't be read hides no history. */
async function readEvents({ places }: Session, accountId: string): Promise<readonly AccountEvent[]> {
  try {
    return await withJournal(
      places,
      (journal) => journal.events(accountId, eventsRead),
      () => [],
    );
  } catch (error) {
    warn(`what happened outside of Lockstep is missing here: ${failureInWords(error)}`);
    return [];
  }
}

async function readRuns({ client }: Session, workflowId: string): Promise<readonly HistoryLine[]> {
  const starts = new Map<string, number>();
  const query = `WorkflowId = '${workflowId.replaceAll(/['\\]/g, '')}'`;
  for await (const { runId, startTime } of client.workflow.list({ query })) starts.set(runId, startTime.getTime());
  const latest = await client.workflow.getHandle(workflowId).describe().catch(whenNotFound);
  if (latest !== null) starts.set(latest.runId, latest.startTime.getTime());
  const lines: HistoryLine[] = [];
  for (const [runId] of [...starts].sort(([, one], [, other]) => one - other)) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory().catch(whenNotFound);
    if (history !== null) lines.push(...runInWords(history, runId));
  }
  return lines;
}

/** The list of runs lags behind, and a run's retention may end at any moment. */
function whenNotFound(error: unknown): null {
  if (error instanceof WorkflowNotFoundError) return null;
  throw error;
}

function show(events: readonly HistoryLine[], last: number, uiUrl: string | null): void {
  const shown = events.slice(-last);
  if (shown.length < events.length) print(`the latest ${shown.length} of ${events.length}; --last shows more`);
  print(...shown.map(({ atMs, type, text }) => `${timeText(atMs)}  ${type.padEnd(8)}  ${text}`));
  if (uiUrl !== null) print(`Temporal UI: ${uiUrl}`);
}
