import { diceFor, type Dice } from './dice.ts';
import type { PlannedAccount } from './plan-types.ts';
import type { PlanOptions, Step } from './plan-types.ts';

const disasters = ['worker', 'both-workers', 'server', 'exchange', 'clock'] as const;

/** Two disasters a seed, one after the other; every fifth seed has each pair again. */
export function plannedProcessFaults(
  { seed, driveMs }: PlanOptions,
  accounts: readonly PlannedAccount[],
): readonly Step[] {
  const dice = diceFor(seed, 'processes');
  const first = disasters[seed % disasters.length]!;
  const second = disasters[(seed + 1 + (Math.floor(seed / disasters.length) % 4)) % disasters.length]!;
  const at = (share: number): number => Math.round(driveMs * share) + dice.whole(0, 800);
  return [...disasterSteps(dice, first, at(0.12), accounts), ...disasterSteps(dice, second, at(0.5), accounts)];
}

function disasterSteps(
  dice: Dice,
  disaster: (typeof disasters)[number],
  atMs: number,
  accounts: readonly PlannedAccount[],
): readonly Step[] {
  const worker = dice.whole(0, 1) as 0 | 1;
  const other = (1 - worker) as 0 | 1;
  switch (disaster) {
    case 'worker':
      return [...heldOrders(dice, atMs, accounts), { do: 'kill-worker', atMs, worker, downMs: dice.whole(200, 1_500) }];
    case 'both-workers':
      return [
        ...heldOrders(dice, atMs, accounts),
        { do: 'kill-worker', atMs, worker, downMs: dice.whole(200, 1_500) },
        { do: 'kill-worker', atMs: atMs + dice.whole(300, 2_500), worker: other, downMs: dice.whole(200, 1_500) },
      ];
    case 'server':
      return [...heldOrders(dice, atMs, accounts), { do: 'kill-server', atMs, downMs: dice.whole(100, 1_000) }];
    case 'exchange':
      return [...heldOrders(dice, atMs, accounts), { do: 'kill-exchange', atMs, downMs: dice.whole(100, 1_500) }];
    case 'clock': {
      const byMs = dice.pick([-180_000, -20_000, -4_000, 4_000, 25_000, 180_000]);
      return [
        { do: 'step-clock', atMs, worker, byMs },
        { do: 'step-clock', atMs: atMs + dice.whole(1_000, 2_500), worker, byMs: 0 },
      ];
    }
  }
}

/** Orders whose answer is on its way when the process dies. */
const heldOrders = (dice: Dice, atMs: number, accounts: readonly PlannedAccount[]): readonly Step[] =>
  dice
    .shuffled(accounts)
    .slice(0, Math.ceil(accounts.length / 4))
    .map(({ accountId }) => ({
      do: 'fault',
      atMs: Math.max(0, atMs - dice.whole(300, 900)),
      accountId,
      fault: {
        kind: dice.chance(0.6) ? 'delay-after-accept' : 'delay-before-accept',
        ms: dice.whole(800, 2_500),
        endpoint: 'AddOrder',
        count: 1,
      },
    }));
