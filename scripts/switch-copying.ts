import { setTimeout as delay } from 'node:timers/promises';
import { copyingStatus, type CopyingFacts, type CopyingStatus } from '../domain/copying-status.ts';
import { masterWorkflowId } from '../domain/ids.ts';
import { setCopyingSignal } from '../workflows/messages.ts';
import type { LockstepAccess } from './lockstep-access.ts';
import { readCopyingFacts } from './read-copying.ts';
import { Refusal, unavailable } from './refusal.ts';

const signalWithinMs = 5_000;
const shownWithinMs = 10_000;
const lookEveryMs = 100;

/**
 * Switches the handing out of the master's trades, and waits until the master says so.
 * @throws Refusal when the master's workflow doesn't run or doesn't take it on
 */
export async function switchCopying(
  access: LockstepAccess,
  on: boolean,
): Promise<{ readonly copying: CopyingStatus; readonly changed: boolean }> {
  const config = await access.readConfig();
  const read = () => readCopyingFacts(access, config);
  const before = await read();
  if (before.workflow.kind === 'stopped') throw new Refusal(copyingStatus(before).reason ?? 'not running');
  const after = await switched(access, on, before, read);
  return { copying: copyingStatus(after), changed: isOn(before) !== on };
}

/** Null while its workflow doesn't tell. */
const isOn = ({ workflow }: CopyingFacts): boolean | null => (workflow.kind === 'running' ? workflow.copying : null);

async function switched(
  { client, within }: LockstepAccess,
  on: boolean,
  before: CopyingFacts,
  read: () => Promise<CopyingFacts>,
): Promise<CopyingFacts> {
  if (isOn(before) === on) return before;
  const handle = client.workflow.getHandle(masterWorkflowId(before.masterId));
  await within(signalWithinMs, () => handle.signal(setCopyingSignal, on));
  const deadline = performance.now() + shownWithinMs;
  for (;;) {
    const now = await read();
    if (isOn(now) === on) return now;
    if (performance.now() > deadline)
      throw unavailable(`copying ${on ? 'on' : 'off'} was sent, but is not in effect after ${shownWithinMs / 1000} s`);
    await delay(lookEveryMs);
  }
}
