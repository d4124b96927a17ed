import { setTimeout as delay } from 'node:timers/promises';
import { copyingStatus, type CopyingFacts } from '../../domain/copying-status.ts';
import { masterWorkflowId } from '../../domain/ids.ts';
import { setCopyingSignal } from '../../workflows/messages.ts';
import { print, printJson, warn } from '../output.ts';
import { copyingInWords, readCopyingFacts } from '../read-copying.ts';
import { Refusal } from '../refusal.ts';
import { configuredAccounts } from '../roster.ts';
import { withSession, type Session } from '../session.ts';

export interface CopyingOptions {
  readonly on: boolean;
  readonly json: boolean;
}

const signalWithinMs = 5_000;
const shownWithinMs = 10_000;
const lookEveryMs = 100;

/** Switches the handing out of the master's trades. What accounts hold stays, and each goes on by itself. */
export const runCopying = ({ on, json }: CopyingOptions): Promise<number> =>
  withSession(async (session) => {
    const config = configuredAccounts(session.places);
    const read = () => readCopyingFacts(session, config);
    const before = await read();
    if (before.workflow.kind === 'stopped') throw new Refusal(copyingStatus(before).reason ?? 'not running');
    const after = await switched(session, on, before, read);
    const { state, reason, followers } = copyingStatus(after);
    if (json) printJson({ copying: state, changed: isOn(before) !== on, reason });
    else print(copyingInWords({ state, reason, followers }));
    if (on && state === 'standalone') warn(`switched on, and still nothing is copied: ${reason ?? ''}`);
    return 0;
  });

/** Null while its workflow doesn't tell. */
const isOn = ({ workflow }: CopyingFacts): boolean | null => (workflow.kind === 'running' ? workflow.copying : null);

async function switched(
  session: Session,
  on: boolean,
  before: CopyingFacts,
  read: () => Promise<CopyingFacts>,
): Promise<CopyingFacts> {
  if (isOn(before) === on) return before;
  const handle = session.client.workflow.getHandle(masterWorkflowId(before.masterId));
  await session.within(signalWithinMs, () => handle.signal(setCopyingSignal, on));
  const deadline = performance.now() + shownWithinMs;
  for (;;) {
    const now = await read();
    if (isOn(now) === on) return now;
    if (performance.now() > deadline)
      throw new Refusal(`copying ${on ? 'on' : 'off'} was sent, but is not in effect after ${shownWithinMs / 1000} s`);
    await delay(lookEveryMs);
  }
}
