import type { AccountEvent } from '../../domain/account-event.ts';
import type { AccountState } from '../../domain/account-state.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { BookOrder } from '../../simulator/control-client.ts';
import { stateQuery } from '../../workflows/messages.ts';
import { until, type World, type WorldAccount } from '../support/world.ts';

/** Everything that is known of one account once nothing is under way any more. */
export interface Evidence {
  readonly accountId: string;
  readonly state: AccountState;
  /** Of the journal, oldest first. */
  readonly records: readonly DecisionRecord[];
  readonly events: readonly AccountEvent[];
  /** Orders of Lockstep's at the exchange, oldest first. */
  readonly orders: readonly BookOrder[];
  /** Orders that a person placed without Lockstep. */
  readonly byHand: readonly BookOrder[];
  /** By the exchange's code of the asset. */
  readonly balances: Readonly<Record<string, string>>;
}

const recordsAtMost = 500;

/** Waits until the account has done all that it was asked to do, and the journal knows of it. */
export async function evidenceOf(world: World, account: WorldAccount, lastSequence: number): Promise<Evidence> {
  const { accountId } = account.config;
  const seen: { readonly state: AccountState; readonly book: readonly BookOrder[] }[] = [];
  await until(async () => {
    const before = await bookOf(world, accountId);
    const state = await account.handle.query(stateQuery);
    const book = await bookOf(world, accountId);
    const isQuiet =
      state.inbox.length + state.openOrders.length + state.unwritten.length + state.unwrittenEvents.length === 0 &&
      Object.keys(state.shortfalls).length === 0 &&
      (lastSequence === 0 || state.seen.highestSequence === lastSequence) &&
      before.length === book.length;
    if (isQuiet) seen.push({ state, book });
    return isQuiet;
  }, 60_000);
  const [settled] = seen;
  if (settled === undefined) throw new Error(`${accountId} never came to rest`);
  const { state, book } = settled;
  const held = (await world.exchange.control.accounts()).find(({ name }) => name === accountId)?.balances ?? {};
  return {
    accountId,
    state,
    records: [...(await world.journal.decisions(accountId, recordsAtMost))].reverse(),
    events: [...(await world.journal.events(accountId, recordsAtMost))].reverse(),
    orders: book.filter(({ clientOrderId }) => clientOrderId !== null),
    byHand: book.filter(({ clientOrderId }) => clientOrderId === null),
    balances: Object.fromEntries(Object.entries(held).map(([asset, { total }]) => [asset, total])),
  };
}

/** Orders of all keys of the account: a person has one too. */
const bookOf = async (world: World, accountId: string): Promise<readonly BookOrder[]> =>
  (await world.exchange.control.book()).filter((order) => order.account === accountId);
