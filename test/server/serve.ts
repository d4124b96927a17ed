import { onTestFinished } from 'vitest';
import { startServer, type ServerOptions } from '../../server/start-server.ts';
import type { Person } from '../../server/person.ts';
import { recordingLockstep, type RecordingLockstep } from './recording-lockstep.ts';
import { alwaysSignedIn } from './always-signed-in.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when it is none. */
  readonly json: unknown;
}

export interface Served {
  readonly url: string;
  readonly lockstep: RecordingLockstep;
  ask(method: string, path: string, body?: unknown, more?: RequestInit): Promise<Answered>;
}

export const owner: Person = { personId: 'p1', name: 'O', email: 'o@x.y', role: 'owner', accountIds: [] };
export const ann: Person = { personId: 'p2', name: 'A', email: 'a@x.y', role: 'member', accountIds: ['ann'] };

/** A server that listens, and whoever asks it is this person. */
export async function serve(person: Person | null, options: Partial<ServerOptions> = {}): Promise<Served> {
  const lockstep = recordingLockstep();
  const credentials = { describe: () => Promise.resolve({ source: 'vault', masked: 'abc…xyz' } as const) };
  const server = await startServer(
    { lockstep, credentials, auth: alwaysSignedIn(person) },
    { host: '127.0.0.1', port: 0, tls: null, trustProxy: null, webDir: null, logFile: null, ...options },
  );
  onTestFinished(() => server.close());
  return { url: server.url, lockstep, ask: (...asked) => ask(server.url, ...asked) };
}

async function ask(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  more: RequestInit = {},
): Promise<Answered> {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(`${url}${path}`, { method, redirect: 'manual', ...json, ...more });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
