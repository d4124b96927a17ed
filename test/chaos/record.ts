import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config/environment.ts';
import { accountWorkflowId } from '../../domain/ids.ts';
import { historiesOf, scrubbed, type History } from './histories.ts';
import { recorded, recordingPlan } from './recording-plan.ts';
import { runPlan, type SeedHooks } from './run-seed.ts';
import type { SeedResult } from './seed-result.ts';
import type { Stage } from './stage.ts';

const folder = fileURLToPath(new URL('../fixtures/histories', import.meta.url));
const prefix = 'account+recorded_';
/** Room for an order that nobody takes, three times; an account that trades on goes on in a new run. */
const longestHistory = 260;

type Thing = (typeof recorded)[number];

/** What a history must hold to be worth keeping. */
const shows: Readonly<Record<Thing, (text: string) => boolean>> = {
  unknown: (text) => sends(text) > 1 && /"activityType":\s*\{\s*"name":\s*"findOrder"/.test(text),
  'sent-again': (text) => sends(text) > 2,
  'lost-worker': (text) => text.includes('EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT'),
  'needs-review': (text) => sends(text) > 3,
  continued: (text) => text.includes('EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW'),
  'sold-by-hand': (text) => payloads(text).includes('EXTERNAL_REDUCTION'),
};
const payloads = (text: string): string =>
  [...text.matchAll(/"data":\s*"([^"]*)"/g)]
    .map(([, data = '']) => Buffer.from(data, 'base64').toString('utf8'))
    .join('\n');
const sends = (text: string): number => text.match(/"activityType":\s*\{\s*"name":\s*"placeOrder"/g)?.length ?? 0;

/**
 * Runs the recording plan and replaces the histories that chaos left among the fixtures.
 * @throws Error when a history doesn't show what it is kept for
 */
export async function recordHistories(env: Environment, hooks: SeedHooks): Promise<SeedResult> {
  const { result } = await runPlan(env, recordingPlan(), { ...hooks, longestHistory, inspect: keep });
  return result;
}

async function keep({ client }: Stage): Promise<void> {
  const kept = new Map<string, string>();
  for (const thing of recorded) {
    const histories = await historiesOf(client, accountWorkflowId(`recorded_${thing}`));
    const found = histories.map((history: History) => scrubbed(history)).filter((text) => shows[thing](text));
    const smallest = found.sort((one, other) => one.length - other.length)[0];
    if (smallest === undefined) throw new Error(`no history of recorded_${thing} shows it: nothing was replaced`);
    kept.set(`${prefix}${thing}.json`, smallest);
  }
  for (const file of readdirSync(folder)) if (file.startsWith(prefix)) rmSync(join(folder, file));
  for (const [file, text] of kept) writeFileSync(join(folder, file), text);
}
