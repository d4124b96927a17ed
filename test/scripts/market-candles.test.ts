import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { credentialUses } from '../../config/credential-use.ts';
import { noGlobalLimits } from '../../domain/global-state.ts';
import { openLockstep } from '../../scripts/lockstep-port/open-lockstep.ts';
import { LockstepRefusal, type Lockstep } from '../../server/lockstep.ts';
import { configOf } from '../domain/accounts.ts';
import { openWorld, type World, type WorldAccount } from '../support/world.ts';

let world: World;
let connection: Connection;
let ann: WorldAccount;
let keyless: WorldAccount;

beforeAll(async () => {
  world = await openWorld();
  [ann, keyless] = await Promise.all([world.account(), world.account({ withKey: false })]);
  connection = await Connection.connect({ address: inject('temporalAddress') });
});
afterAll(async () => {
  await connection.close();
  await world.close();
});

const own = configOf('own-worker', { taskQueue: 'nobody-works-here' });

/** A server of its own each time: nothing is kept from the test before. */
const openPort = (): Lockstep =>
  openLockstep({
    connection,
    namespace: inject('temporalNamespace'),
    journal: world.journal,
    readConfig: () => ({
      ...{ master: null, users: [ann.config, keyless.config, own] },
      ...{ globalLimits: noGlobalLimits, fileGlobalLimits: noGlobalLimits, problems: [], credentials: new Map() },
      credentialUses: credentialUses(new Map(), new Map()),
    }),
    uiUrl: null,
    taskQueue: world.taskQueue,
  });
const idOf = ({ config }: WorldAccount): string => config.accountId;
const requests = () => world.exchange.control.requests({ endpoint: 'OHLC' });
const historyLength = async ({ handle }: WorldAccount): Promise<number> => (await handle.describe()).historyLength;
const refused = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

test('ten dashboards cost one request, and no account is asked', async () => {
  const lockstep = openPort();
  await world.exchange.control.resetRequests();
  const before = await historyLength(ann);
  const asked = Array.from({ length: 10 }, (_, index) =>
    lockstep.candles(idOf(index % 2 === 0 ? ann : keyless), 'BTC/USD', '1h'),
  );
  const answers = await Promise.all(asked);
  expect(answers[0]).toMatchObject({ exchange: 'kraken', symbol: 'BTC/USD', interval: '1h' });
  expect(answers[0]?.candles).toHaveLength(300);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await lockstep.candles(idOf(ann), 'BTC/USD', '1h')).toEqual(answers[0]);
  expect(await requests()).toHaveLength(1);
  expect(await historyLength(ann)).toBe(before);
});

test('a market that the exchange does not have, and an account that nobody has', async () => {
  const lockstep = openPort();
  expect(await refused(lockstep.candles(idOf(ann), 'NOPE/USD', '1h'))).toMatchObject({
    kind: 'not-found',
    message: 'NOPE/USD is not traded at kraken',
  });
  expect(await refused(lockstep.candles('nobody', 'BTC/USD', '1h'))).toMatchObject({ kind: 'not-found' });
});

test('an exchange that fails is told in one line, and asked again by the next', async () => {
  const lockstep = openPort();
  await world.exchange.control.addFault({ endpoint: 'OHLC', kind: 'unavailable', count: 1 });
  const error = await refused(lockstep.candles(idOf(ann), 'BTC/USD', '5m'));
  expect(error).toBeInstanceOf(LockstepRefusal);
  expect(error).toMatchObject({
    kind: 'unavailable',
    message: 'the candles of BTC/USD could not be read: kraken /0/public/OHLC: EService:Unavailable',
  });
  expect((await lockstep.candles(idOf(ann), 'BTC/USD', '5m')).candles).not.toHaveLength(0);
});

test("an account's own worker that is away costs the others nothing", async () => {
  const lockstep = openPort();
  const [lost, read] = await Promise.all([
    refused(lockstep.candles(own.accountId, 'BTC/USD', '1d')),
    lockstep.candles(idOf(ann), 'BTC/USD', '1d'),
  ]);
  expect(read.candles).not.toHaveLength(0);
  expect(lost).toMatchObject({
    kind: 'unavailable',
    message: 'the candles of BTC/USD did not come in time, is "up" still running?',
  });
});

test('pictures do not stay in the server, where they would outweigh the trades', async () => {
  const gone = world.client.workflow.getHandle(`candles/${world.taskQueue}/kraken/BTC/USD/1h`);
  await vi.waitFor(
    async () => {
      await expect(gone.describe()).rejects.toThrow(/not found/);
    },
    // The server takes its time to forget.
    { timeout: 80_000, interval: 1_000 },
  );
}, 90_000);
