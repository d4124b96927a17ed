import PQueue from 'p-queue';
import type { AccountState } from '../../domain/account-state.ts';
import { reconcileSignal, stateQuery } from '../../workflows/messages.ts';
import { keyOf } from './accounts.ts';
import type { Cast, CastAccount } from './cast.ts';
import { pairNames } from './prices.ts';
import type { Stage } from './stage.ts';
import { comesTrue, insist } from './until.ts';

/** From here on nothing goes wrong any more. */
export async function calm({ exchange }: Stage): Promise<void> {
  const { control } = exchange;
  await insist(() => exchange.hits());
  await insist(() => control.changeSettings({ visibilityLagMs: 0, delayMs: 0 }));
  for (const symbol of pairNames) await insist(() => control.setLiquidity(symbol, { volume: null }));
}

const settleWithinMs = 240_000;
const atOnce = 8;

/** Waits until every account has nothing under way but what needs a person. @returns what is still open, in words */
export async function settle(stage: Stage, cast: Cast): Promise<readonly string[]> {
  await calm(stage);
  for (const accountId of cast.accounts.keys()) await insist(() => stage.exchange.control.restoreKey(keyOf(accountId)));
  await stage.reviveDead();
  const accounts = [...cast.accounts.values()];
  const queue = new PQueue({ concurrency: atOnce });
  await queue.addAll(
    accounts.map(
      ({ handle }) =>
        () =>
          insist(() => handle.signal(reconcileSignal)),
    ),
  );
  let open: readonly string[] = [];
  await comesTrue(async () => {
    open = (await queue.addAll(accounts.map((account) => () => whatIsOpen(account)))).flat();
    return open.length === 0;
  }, settleWithinMs);
  return open;
}

async function whatIsOpen({ planned, handle }: CastAccount): Promise<readonly string[]> {
  const state = await handle.query(stateQuery).catch((error: unknown) => (error as Error).message);
  if (typeof state === 'string') return [`${planned.accountId}: does not answer: ${state}`];
  return openIn(state).map((what) => `${planned.accountId}: ${what}`);
}

function openIn(state: AccountState): readonly string[] {
  const orders = state.openOrders.filter((order) => order.state !== 'needs-review');
  return [
    ...state.inbox.map((trade) => `${trade.kind} ${trade.intentId} waits in the queue`),
    ...orders.map(({ record, state: word }) => `order of ${record.intentId} is still ${word}`),
    ...(state.unwritten.length > 0 ? [`${String(state.unwritten.length)} records are not in the journal`] : []),
    ...(state.unwrittenEvents.length > 0
      ? [`${String(state.unwrittenEvents.length)} events are not in the journal`]
      : []),
    ...(state.connection === 'connected' ? [] : [`not connected: ${state.reason ?? ''}`]),
    ...Object.keys(state.shortfalls).map((asset) => `less ${asset} at the exchange than owned, not yet recorded`),
  ];
}
