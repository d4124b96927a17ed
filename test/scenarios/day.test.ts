import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OrderSize } from '../../domain/own-order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import {
  masterStatusQuery,
  setTradingStateSignal,
  submitMasterOrderUpdate,
  submitOrderUpdate,
} from '../../workflows/messages.ts';
import { openWorld, order, until, type World, type WorldAccount, type WorldMaster } from '../support/world.ts';
import { sellHalfByHand } from './by-hand.ts';
import { openCast, roleNames, type Cast, type RoleName } from './day-cast.ts';
import { planDay, type PlannedTrade } from './day-plan.ts';
import { differences } from './differences.ts';
import { evidenceOf, type Evidence } from './evidence.ts';

const hourMs = 3_600_000;
/** A recorded day in 48 seconds. */
const speed = 1_800;
const withinMs = 300_000;
const masterMoney = { USD: '200000' };

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.exchange.control.releasePrice('BTC/USD');
});
afterEach(async () => {
  await world.close();
});

/** Plays the recording from its start; the returned function waits for an hour of it. */
async function play(): Promise<(hour: number) => Promise<void>> {
  const beganAtMs = performance.now();
  await world.exchange.control.changeSettings({ speed });
  return async (hour) => {
    const leftMs = beganAtMs + (hour * hourMs) / speed - performance.now();
    if (leftMs > 0) await delay(leftMs);
  };
}

const submit = (master: WorldMaster, { side, size, symbol }: PlannedTrade) =>
  master.master.executeUpdate(submitMasterOrderUpdate, { args: [order(side, size, symbol)] });

interface Day {
  /** How many trades the master handed out. */
  readonly intents: number;
  readonly all: readonly Evidence[];
  of(name: RoleName): Evidence;
  readonly differences: readonly string[];
}

/** Stops the prices, waits until every account has come to rest, and compares each with the exchange's book. */
async function endOfDay(master: WorldMaster, cast: Cast): Promise<Day> {
  await world.exchange.control.changeSettings({ speed: 0 });
  const { lastSequence } = await master.master.query(masterStatusQuery);
  const mastersOwn = await evidenceOf(world, master, 0);
  const followers: Evidence[] = [];
  for (const account of cast.accounts) followers.push(await evidenceOf(world, account, lastSequence));
  return {
    intents: lastSequence,
    all: [mastersOwn, ...followers],
    of: (name) => {
      const { accountId } = cast.account(name).config;
      const found = followers.find((one) => one.accountId === accountId);
      if (found === undefined) throw new Error(`no evidence of ${name}`);
      return found;
    },
    differences: [
      ...differences(mastersOwn, masterMoney),
      ...followers.flatMap((one) => differences(one, cast.started(one.accountId))),
    ],
  };
}

const legsOf = ({ records }: Evidence, outcome: string): readonly string[] =>
  records.filter((record) => record.outcome === outcome).map(({ leg }) => leg);
const codesOf = ({ records }: Evidence, kind: 'entry' | 'exit'): readonly (string | null)[] =>
  records.filter((record) => record.kind === kind).map(({ code }) => code);

test(
  "a recorded day of a master and eleven followers: every ledger is the exchange's book, to the last digit",
  async () => {
    const cast = await openCast(world, roleNames);
    const master = await world.master(cast.accounts, { mode: 'live', balances: masterMoney });
    const own = (side: Side, size: OrderSize, symbol: string): Promise<unknown> =>
      cast.account('onItsOwn').handle.executeUpdate(submitOrderUpdate, { args: [order(side, size, symbol)] });

    const at = await play();
    const meanwhile = Promise.all([
      at(5).then(() => own('buy', { kind: 'quote', amount: '400' }, 'ETH/USD')),
      at(7).then(() => own('buy', { kind: 'quote', amount: '200' }, 'LTC/USD')),
      at(9).then(() => sellHalfByHand(world, cast.account('sellsByHand'))),
      at(12).then(() => cast.account('exitOnly').handle.signal(setTradingStateSignal, 'exit-only')),
      at(15).then(() => own('sell', { kind: 'fraction', fraction: '0.6' }, 'ETH/USD')),
    ]);
    for (const planned of planDay(5, 24)) {
      await at(planned.atHour);
      await submit(master, planned);
    }
    await meanwhile;
    await at(24);

    const day = await endOfDay(master, cast);
    expect(day.differences).toEqual([]);

    // What the day was to show did happen.
    expect(day.intents).toBeGreaterThanOrEqual(15);
    expect(day.all.flatMap(({ orders }) => orders).length).toBeGreaterThan(100);
    for (const { records } of day.all.slice(1)) {
      expect(records.filter(({ origin }) => origin === 'master')).toHaveLength(day.intents);
    }
    expect(day.of('observing').orders).toEqual([]);
    expect(legsOf(day.of('observing'), 'observed')).toHaveLength(day.intents);
    expect(day.of('tiny').orders).toEqual([]);
    expect(new Set(codesOf(day.of('tiny'), 'entry'))).toEqual(new Set(['NOTIONAL_BELOW_MINIMUM']));
    expect(codesOf(day.of('exitOnly'), 'entry')).toContain('TRADING_STATE_EXIT_ONLY');
    expect(codesOf(day.of('exitOnly'), 'exit')).not.toContain('TRADING_STATE_EXIT_ONLY');
    expect(legsOf(day.of('stops'), 'filled').some((leg) => /^(stop-loss|take-profit|trailing-stop)$/.test(leg))).toBe(
      true,
    );
    expect(day.of('sellsByHand').byHand).toHaveLength(1);
    expect(day.of('sellsByHand').events.map(({ code }) => code)).toContain('EXTERNAL_REDUCTION');
    expect(day.of('onItsOwn').records.filter(({ origin }) => origin === 'own')).toHaveLength(3);
    for (const name of ['capped', 'riskBound'] as const) {
      const verdicts = day.of(name).records.flatMap(({ guards }) => guards.map(({ verdict }) => verdict));
      expect(verdicts).toContain('cap');
    }
  },
  withinMs,
);

test(
  'the worker goes twice while orders are under way and another takes over: the same equality, nothing sent twice',
  async () => {
    const cast = await openCast(world, ['plain', 'capped', 'fixed', 'ownCoins', 'riskBound']);
    const master = await world.master(cast.accounts, { mode: 'live', balances: masterMoney });

    const at = await play();
    for (const [index, planned] of planDay(11, 10).entries()) {
      await at(planned.atHour / 3);
      const submitted = submit(master, planned);
      if (index === 3 || index === 8) await replaceWorkerDuring(submitted, master);
      await submitted;
    }
    const day = await endOfDay(master, cast);
    expect(day.differences).toEqual([]);
    expect(day.intents).toBeGreaterThanOrEqual(6);
    expect(day.all.flatMap(({ orders }) => orders).length).toBeGreaterThan(20);
  },
  withinMs,
);

/** The worker goes once the master's order is at the exchange: its followers' are about to be, or under way. */
async function replaceWorkerDuring(submitted: Promise<unknown>, master: WorldAccount): Promise<void> {
  const before = (await master.book()).length;
  let isOver = false;
  void submitted.finally(() => {
    isOver = true;
  });
  await until(async () => isOver || (await master.book()).length > before);
  await world.dropWorker();
  await world.addWorker();
}
