import { print, printJson, warn } from '../output.ts';
import { copyingInWords } from '../read-copying.ts';
import { withSession } from '../session.ts';
import { switchCopying } from '../switch-copying.ts';

export interface CopyingOptions {
  readonly on: boolean;
  readonly json: boolean;
}

/** Switches the handing out of the master's trades. What accounts hold stays, and each goes on by itself. */
export const runCopying = ({ on, json }: CopyingOptions): Promise<number> =>
  withSession(async (session) => {
    const { copying, changed } = await switchCopying(session, on);
    const { state, reason } = copying;
    if (json) printJson({ copying: state, changed, reason });
    else print(copyingInWords(copying));
    if (on && state === 'standalone') warn(`switched on, and still nothing is copied: ${reason ?? ''}`);
    return 0;
  });
