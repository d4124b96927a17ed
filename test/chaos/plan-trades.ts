import { diceFor, type Dice } from './dice.ts';
import type { PlannedAccount } from './plan-types.ts';
import type { PlannedIntent, PlanOptions, Step, Telling } from './plan-types.ts';
import { pairNames, startPrices } from './prices.ts';

const tellEvery = 5;

export function plannedTrades(
  { seed, intents, driveMs }: PlanOptions,
  accounts: readonly PlannedAccount[],
  groups: number,
): readonly Step[] {
  const dice = diceFor(seed, 'trades');
  const steps: Step[] = [];
  const told: { readonly intent: PlannedIntent; readonly atMs: number }[] = [];
  for (let index = 0; index < intents; index += 1) {
    const atMs = Math.round((driveMs * index) / intents);
    // Every group buys first, so that there is something to sell.
    const intent = plannedIntent(dice, `s${seed}-i${index}`, index % groups, index < groups);
    if (intent.group === groups - 1) {
      told.push({ intent, atMs });
      continue;
    }
    steps.push({ do: 'intent', atMs, intent });
    if (dice.chance(0.12))
      steps.push({ do: 'repeat', atMs: atMs + dice.whole(0, 1_500), intentId: intent.intentId, to: 'master' });
    if (dice.chance(0.12))
      steps.push({ do: 'repeat', atMs: atMs + dice.whole(50, 3_000), intentId: intent.intentId, to: 'followers' });
  }
  const listeners = accounts.filter(({ group }) => group === groups - 1);
  for (let from = 0; from < told.length; from += tellEvery) {
    const batch = told.slice(from, from + tellEvery);
    steps.push({
      do: 'tell',
      atMs: batch.at(-1)?.atMs ?? 0,
      intents: batch.map(({ intent }) => intent),
      orders: listeners.map(({ accountId }) => telling(dice, accountId, batch.length)),
    });
  }
  return [...steps, ...ownOrders(dice, seed, driveMs, accounts), ...prices(dice, driveMs)];
}

function plannedIntent(dice: Dice, intentId: string, group: number, isFirst: boolean): PlannedIntent {
  const common = { intentId, group, symbol: dice.pick(pairNames) };
  if (isFirst || dice.chance(0.62)) {
    return { ...common, side: 'buy', share: (dice.whole(40, 250) / 10_000).toFixed(4), exitFraction: null };
  }
  return { ...common, side: 'sell', share: null, exitFraction: dice.pick(['0.2', '0.25', '0.5', '0.333', '1', '1']) };
}

/** Shuffled, and about a third of them twice. */
const telling = (dice: Dice, accountId: string, count: number): Telling => {
  const all = Array.from({ length: count }, (_, index) => index);
  return { accountId, indices: dice.shuffled([...all, ...all.filter(() => dice.chance(0.35))]) };
};

function ownOrders(dice: Dice, seed: number, driveMs: number, accounts: readonly PlannedAccount[]): readonly Step[] {
  const steps: Step[] = [];
  for (let index = 0; index < accounts.length / 3; index += 1) {
    const side = dice.chance(0.6) ? 'buy' : 'sell';
    steps.push({
      do: 'own-order',
      atMs: dice.whole(500, driveMs),
      accountId: dice.pick(accounts).accountId,
      orderId: `s${seed}-o${index}`,
      symbol: dice.pick(pairNames),
      side,
      amount: side === 'buy' ? String(dice.whole(30, 200)) : dice.pick(['0.3', '0.5', '1']),
    });
  }
  for (let index = 0; index < Math.ceil(accounts.length / 12); index += 1) {
    steps.push({
      do: 'liquidate',
      atMs: dice.whole(driveMs / 2, driveMs),
      accountId: dice.pick(accounts).accountId,
      requestId: `s${seed}-l${index}`,
    });
  }
  return steps;
}

/** Mostly within what a copy may pay more than its master, now and then beyond it. */
function prices(dice: Dice, driveMs: number): readonly Step[] {
  return Array.from({ length: 12 }, (_, index): Step => {
    const symbol = dice.pick(pairNames);
    const moved = startPrices[symbol] * (1 + (dice.roll() - 0.5) * (dice.chance(0.25) ? 0.02 : 0.003));
    return { do: 'price', atMs: Math.round((driveMs * (index + 1)) / 13), symbol, price: moved.toFixed(1) };
  });
}
