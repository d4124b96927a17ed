import type { FaultRequest } from '../../simulator/control-client.ts';
import { diceFor, type Dice } from './dice.ts';
import type { PlannedAccount } from './plan-types.ts';
import type { PlanOptions, Step } from './plan-types.ts';
import { pairNames } from './prices.ts';

type Spoiled = Omit<FaultRequest, 'key' | 'endpoint'>;

/** An order's request or answer goes wrong. A late request is processed well before its deadline, or well after it. */
const orderFaults: readonly ((dice: Dice) => Spoiled)[] = [
  () => ({ kind: 'drop-before-accept' }),
  () => ({ kind: 'drop-after-accept' }),
  () => ({ kind: 'drop-after-accept' }),
  () => ({ kind: 'cut-off-after-accept' }),
  () => ({ kind: 'http-502-before-accept' }),
  () => ({ kind: 'http-502-after-accept' }),
  () => ({ kind: 'garbage-after-accept' }),
  () => ({ kind: 'empty-after-accept' }),
  () => ({ kind: 'empty-object-after-accept' }),
  () => ({ kind: 'html-after-accept' }),
  (dice) => ({ kind: 'delay-after-accept', ms: dice.whole(4_300, 6_000) }),
  (dice) => ({ kind: 'delay-after-accept', ms: dice.whole(300, 2_000) }),
  (dice) => ({ kind: 'delay-before-accept', ms: dice.whole(500, 2_500) }),
  (dice) => ({ kind: 'delay-before-accept', ms: dice.whole(6_500, 8_000) }),
  () => ({ kind: 'rate-limit' }),
  () => ({ kind: 'invalid-nonce' }),
  () => ({ kind: 'unavailable' }),
  (dice) => ({
    kind: 'refuse',
    error: dice.pick([
      'EOrder:Insufficient funds',
      'EService:Busy',
      'EGeneral:Internal error',
      'EService:Market in cancel_only mode',
      'EService:Timeout',
    ]),
  }),
  (dice) => ({ kind: 'late-fill', ...late(dice) }),
  (dice) => ({ kind: 'late-fill', ...late(dice) }),
  (dice) => ({ kind: 'drop-after-accept', ...late(dice) }),
];

const late = (dice: Dice): Pick<FaultRequest, 'fillAfterMs' | 'fillFirstShare'> => ({
  fillAfterMs: dice.whole(300, 7_000),
  ...(dice.chance(0.5) && { fillFirstShare: dice.whole(1, 9) / 10 }),
});

const lookEndpoints = ['OpenOrders', 'ClosedOrders', 'QueryOrders', 'TradesHistory', 'BalanceEx', 'Ticker'] as const;
const lookFaults: readonly Spoiled[] = [
  { kind: 'drop-after-accept' },
  { kind: 'http-502-after-accept' },
  { kind: 'garbage-after-accept' },
  { kind: 'empty-after-accept' },
  { kind: 'empty-object-after-accept' },
  { kind: 'html-after-accept' },
  { kind: 'rate-limit' },
  { kind: 'invalid-nonce' },
  { kind: 'unavailable' },
  { kind: 'delay-after-accept', ms: 4_500 },
];

/** What goes wrong between Lockstep and the exchange, and what the exchange and its owners do by themselves. */
export function plannedFaults({ seed, driveMs }: PlanOptions, accounts: readonly PlannedAccount[]): readonly Step[] {
  const dice = diceFor(seed, 'faults');
  const someone = (): string => dice.pick(accounts).accountId;
  const early = (): number => dice.whole(100, Math.round(driveMs * 0.8));
  const times = (count: number, step: () => Step): readonly Step[] => Array.from({ length: Math.ceil(count) }, step);
  return [
    ...times(accounts.length * 1.4, () => ({
      do: 'fault',
      atMs: early(),
      accountId: someone(),
      fault: { ...dice.pick(orderFaults)(dice), endpoint: 'AddOrder', count: dice.chance(0.15) ? 2 : 1 },
    })),
    ...times(accounts.length * 0.7, () => {
      const endpoint = dice.pick(lookEndpoints);
      const accountId = endpoint === 'Ticker' ? null : someone();
      return {
        do: 'fault',
        atMs: early(),
        accountId,
        fault: { ...dice.pick(lookFaults), endpoint, count: dice.whole(1, 2) },
      };
    }),
    ...times(accounts.length / 12, () => ({
      do: 'revoke-key',
      atMs: early(),
      accountId: someone(),
      forMs: dice.whole(500, 2_500),
    })),
    ...shallowMarkets(dice, driveMs),
    ...lags(dice, driveMs),
    ...people(dice, driveMs, accounts),
  ];
}

/** Less stands in the book than is wanted: an IOC's remainder is cancelled, a market order fills in part. */
function shallowMarkets(dice: Dice, driveMs: number): readonly Step[] {
  return [0, 1, 2].flatMap((): Step[] => {
    const symbol = dice.pick(pairNames);
    const atMs = dice.whole(500, driveMs * 0.8);
    const volume = { 'BTC/USD': '0.0004', 'ETH/USD': '0.008', 'LTC/USD': '0.3' }[symbol];
    return [
      { do: 'liquidity', atMs, symbol, volume },
      { do: 'liquidity', atMs: atMs + dice.whole(500, 2_000), symbol, volume: null },
    ];
  });
}

/** Finished orders stay out of listings for a moment: less than the wait after which absence is believed. */
function lags(dice: Dice, driveMs: number): readonly Step[] {
  if (dice.chance(0.5)) return [];
  const atMs = dice.whole(0, driveMs / 2);
  return [
    { do: 'visibility-lag', atMs, ms: dice.whole(300, 2_500) },
    { do: 'visibility-lag', atMs: atMs + driveMs / 2, ms: 0 },
  ];
}

function people(dice: Dice, driveMs: number, accounts: readonly PlannedAccount[]): readonly Step[] {
  return accounts.flatMap(({ accountId, person }): Step[] => {
    const atMs = dice.whole(driveMs / 4, driveMs);
    if (person === 'sells-copies') {
      return [
        { do: 'hand-sale', atMs, accountId, symbol: dice.pick(pairNames), share: dice.pick(['0.3', '0.6', '1']) },
      ];
    }
    if (person === 'nothing') return [];
    const side = dice.chance(0.5) ? 'buy' : 'sell';
    return [{ do: 'hand-trade', atMs, accountId, symbol: 'BTC/USD', side, quantity: `0.0${dice.whole(1, 9)}` }];
  });
}
