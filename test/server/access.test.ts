import { expect, onTestFinished, test } from 'vitest';
import { argonPasswords } from '../../server/auth/passwords.ts';
import { startServer } from '../../server/start-server.ts';
import { knownPeople } from './known-people.ts';
import { quietLive } from './quiet-live.ts';
import { noAccounts, noEquity, noKeys, noLimits } from './no-accounts.ts';
import { recordingLockstep } from './recording-lockstep.ts';
import { brokenPromises, recordedRoutes, type Visitor } from './route-access.ts';

/** What somebody must have wanted to be open: everything else is somebody's own. */
const openToAnybody = [
  'DELETE /api/session',
  'GET /api/session',
  'HEAD /api/session',
  'POST /api/first-owner',
  'POST /api/join',
  'POST /api/session',
];

test('another one’s account must not be read or traded: every route of the API, asked as everybody', async () => {
  const { people, signedIn, close } = await knownPeople();
  const lockstep = recordingLockstep();
  const credentials = { describe: () => Promise.resolve({ source: 'vault', masked: 'abc…xyz' } as const) };
  const { result: server, routes } = await recordedRoutes(() =>
    startServer(
      {
        lockstep,
        live: quietLive,
        equity: noEquity,
        credentials,
        directory: noAccounts,
        globalLimits: noLimits,
        vault: noKeys,
        webhookSecret: 'a secret of at least 32 characters',
        people,
        passwords: argonPasswords({ memoryKib: 1_024, passes: 1 }),
        publicOrigin: null,
      },
      { host: '127.0.0.1', port: 0, tls: null, trustProxy: null, webDir: null, logFile: null },
    ),
  );
  onTestFinished(async () => {
    await server.close();
    await close();
  });

  expect(routes.length).toBeGreaterThan(40);
  expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
  const open = routes.filter(({ access }) => access === 'anybody');
  expect(open.map(({ method, url }) => `${method} ${url}`).toSorted()).toEqual(openToAnybody);

  const visitors: readonly Visitor[] = [
    { name: 'nobody', headers: {}, role: 'nobody', accountIds: [] },
    { name: 'ann', headers: signedIn.ann, role: 'member', accountIds: ['ann'] },
    { name: 'owner', headers: signedIn.owner, role: 'owner', accountIds: [] },
  ];
  // Signing out ends what the others are asked with; it has tests of its own.
  const asked = routes.filter(({ access }) => access !== 'anybody');
  expect(await brokenPromises(server.url, asked, visitors, ['ann', 'bob', 'master'])).toEqual([]);
});
