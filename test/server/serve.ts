import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { startServer, type ServerOptions } from '../../server/start-server.ts';
import { argonPasswords } from '../../server/auth/passwords.ts';
import type { ServerDeps } from '../../server/server-deps.ts';
import { answeringAsDescribed } from './described-answers.ts';
import { knownPeople, type KnownPeople } from './known-people.ts';
import { noAccounts, noEquity, noKeys, noLimits } from './no-accounts.ts';
import { quietLive } from './quiet-live.ts';
import { recordingLockstep, type RecordingLockstep } from './recording-lockstep.ts';

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when it is none. */
  readonly json: unknown;
}

export interface Asking {
  /** Sent as it is. */
  readonly raw?: NonNullable<RequestInit['body']>;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Served {
  readonly url: string;
  readonly lockstep: RecordingLockstep;
  /** Of a browser in which this person has signed in. */
  readonly headers: Readonly<Record<string, string>>;
  close(): Promise<void>;
  ask(method: string, path: string, body?: unknown, asking?: Asking): Promise<Answered>;
}

type Given = Partial<
  ServerOptions & Pick<ServerDeps, 'directory' | 'vault' | 'equity' | 'globalLimits' | 'webhookSecret'>
>;

let known: KnownPeople;

/** Servers of one test file know the same people. */
export function serving(): void {
  beforeAll(async () => {
    known = await knownPeople();
  });
  afterAll(() => known.close());
}

/** A server that listens, and asks in the name of this person. */
export async function serve(who: 'owner' | 'ann' | 'nobody', given: Given = {}): Promise<Served> {
  const {
    directory = noAccounts,
    vault = noKeys,
    equity = noEquity,
    globalLimits = noLimits,
    webhookSecret = null,
    ...options
  } = given;
  const lockstep = recordingLockstep();
  const credentials = { describe: () => Promise.resolve({ source: 'vault', masked: 'abc…xyz' } as const) };
  const passwords = argonPasswords({ memoryKib: 1_024, passes: 1 });
  const access = { people: known.people, passwords, publicOrigin: null };
  const server = await answeringAsDescribed(() =>
    startServer(
      {
        ...{ lockstep, live: quietLive, credentials, directory, vault, equity, globalLimits, webhookSecret },
        ...access,
      },
      { host: '127.0.0.1', port: 0, tls: null, trustProxy: null, webDir: null, logFile: null, ...options },
    ),
  );
  onTestFinished(() => server.close());
  const own = who === 'nobody' ? {} : known.signedIn[who];
  const ask = async (method: string, path: string, body?: unknown, asking: Asking = {}): Promise<Answered> => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...own, ...json, ...asking.headers },
      body: asking.raw ?? (body === undefined ? null : JSON.stringify(body)),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: parsed(text) };
  };
  return { url: server.url, lockstep, headers: own, close: () => server.close(), ask };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
