import { simulatorControl, type SimulatorControl } from '../../../simulator/control-client.ts';
import { homeAt } from '../../../workers/home.ts';
import { readLastUp } from '../../../workers/running-up.ts';
import { installLockstep, userFile, type Installation } from '../../support/installed-lockstep.ts';

/** A real `up --simulator` on a home of its own. */
export interface RunningLockstep {
  /** Where a browser finds it, without a trailing slash. */
  readonly url: string;
  /** Works once. */
  readonly firstOwnerLink: string;
  readonly exchange: SimulatorControl;
  /** The commands on the same home. */
  readonly commands: Pick<Installation, 'run' | 'json'>;
  close(): Promise<void>;
}

/**
 * A master with 30,000 play dollars and these followers on files; BTC stays at 50,000.
 * @param users account ids; the first gets 2,500 play dollars or more
 */
export async function runLockstep(users: readonly string[]): Promise<RunningLockstep> {
  const lockstep = installLockstep();
  try {
    lockstep.writeAccount('master.json', { user_id: 'master', name: 'The master', broker_type: 'kraken' });
    lockstep.writeAccount(
      'users/all.json',
      users.map((user) => userFile(user, { name: nameOf(user) })),
    );
    const up = await lockstep.up('--simulator');
    const running = readLastUp(homeAt(lockstep.home));
    const firstOwnerLink = /\S+\/first-owner#\S+/.exec(up.output())?.[0];
    if (running?.apiUrl == null || running.simulator === null || firstOwnerLink === undefined)
      throw new Error(`"up" tells no dashboard, simulator or first owner: ${up.output()}`);
    const exchange = simulatorControl(running.simulator.url);
    await exchange.setPrice('BTC/USD', '50000');
    return { url: running.apiUrl, firstOwnerLink, exchange, commands: lockstep, close: () => lockstep.remove() };
  } catch (error) {
    await lockstep.remove();
    throw error;
  }
}

/** Such as `Anna Meyer` for `anna_meyer`. */
export const nameOf = (accountId: string): string =>
  accountId.replaceAll('_', ' ').replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
