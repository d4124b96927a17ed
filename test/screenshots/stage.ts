import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { demoKeyOf } from '../../scripts/demo-key.ts';
import { simulatorControl, type SimulatorControl } from '../../simulator/control-client.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { browserAt, type Browser } from '../server/browser.ts';
import { installLockstep } from '../support/installed-lockstep.ts';
import type { Actor } from './cast.ts';

/** A whole installation with play money, and its owner signed in. */
export interface Stage {
  readonly url: string;
  readonly owner: Browser;
  readonly exchange: SimulatorControl;
  /** Ends everything it started and removes its folders. */
  close(): Promise<void>;
}

/** Nobody is owner of it yet. */
export type EmptyStage = Omit<Stage, 'owner'> & { readonly firstOwnerLink: string };

export const owner = { name: 'Olga Marsh', email: 'olga@example.org', password: 'correct horse battery staple' };

export async function openStage(master: Actor | null, users: readonly Actor[]): Promise<EmptyStage> {
  const lockstep = installLockstep();
  try {
    const everybody = master === null ? users : [master, ...users];
    for (const actor of everybody) lockstep.writeAccount(...fileOf(actor, actor === master));
    mkdirSync(lockstep.home, { recursive: true });
    await giveFunds(join(lockstep.home, 'simulator.jsonl'), everybody);
    const output = (await lockstep.up('--simulator')).output();
    const found = (pattern: RegExp): string => {
      const [, text] = pattern.exec(output) ?? [];
      if (text === undefined) throw new Error(`"up" printed nothing like ${pattern.source}: ${output}`);
      return text;
    };
    return {
      url: found(/^Dashboard +(\S+)/m),
      firstOwnerLink: found(/(http\S+\/first-owner#token=\S+)/),
      exchange: simulatorControl(found(/^exchange +(\S+)/m)),
      close: lockstep.remove,
    };
  } catch (error) {
    await lockstep.remove();
    throw error;
  }
}

export async function withOwner({ firstOwnerLink, ...stage }: EmptyStage): Promise<Stage> {
  const browser = await browserAt(`${stage.url}/api`);
  const token = firstOwnerLink.split('token=')[1];
  await done(browser, 'POST', '/first-owner', { token, ...owner });
  return { ...stage, owner: browser };
}

/** The answer, of a request that has to work. */
export async function done<T>({ ask }: Browser, method: string, path: string, body?: unknown): Promise<T> {
  const { status, text, json } = await ask(method, path, body);
  if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
  return json as T;
}

const fileOf = ({ accountId, entry }: Actor, isMaster: boolean): [string, object] => {
  const all = { broker_type: 'kraken', enabled: true, ...entry };
  return isMaster ? ['master.json', all] : [`users/${accountId}.json`, { user_id: accountId, ...all }];
};

/** Before `up` opens the exchange: who is known to it by then keeps what it has. */
async function giveFunds(stateFile: string, actors: readonly Actor[]): Promise<void> {
  const simulator = await startSimulator({ stateFile, speed: 0 });
  for (const { accountId, funds } of actors) {
    if (funds === null) continue;
    const secret = createHash('sha512').update(`lockstep demo ${accountId}`).digest('base64');
    await simulator.control.createAccount({ name: accountId, key: demoKeyOf(accountId), secret, balances: funds });
  }
  await simulator.close();
}
