import PQueue from 'p-queue';
import type { AccountEvent } from '../../domain/account-event.ts';
import type { AccountState } from '../../domain/account-state.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { BookOrder } from '../../simulator/control-client.ts';
import type { JournaledIntent } from '../../store/journal.ts';
import { stateQuery } from '../../workflows/messages.ts';
import { keyOf } from './accounts.ts';
import type { Cast, CastAccount } from './cast.ts';
import type { PlannedAccount } from './plan-types.ts';
import type { Stage } from './stage.ts';
import { insist } from './until.ts';

/** All that is known of one account when the run is over, from three sides. */
export interface AccountEvidence {
  readonly planned: PlannedAccount;
  readonly state: AccountState;
  /** The journal's. */
  readonly records: readonly DecisionRecord[];
  readonly events: readonly AccountEvent[];
  /** The exchange's: what came with Lockstep's key, and what a person did. */
  readonly orders: readonly BookOrder[];
  readonly handOrders: readonly BookOrder[];
  /** By the exchange's asset code. */
  readonly balances: Readonly<Record<string, { readonly total: string; readonly hold: string }>>;
}

export interface Evidence {
  readonly accounts: readonly AccountEvidence[];
  /** What masters handed out, by the journal. */
  readonly intents: readonly JournaledIntent[];
}

const everything = 100_000;

export async function gather(stage: Stage, cast: Cast): Promise<Evidence> {
  const { exchange, journal } = stage;
  const [book, views, intents] = await Promise.all([
    exchange.control.book(),
    exchange.control.accounts(),
    journal.intents(everything),
  ]);
  const gatherOne = async ({ planned, handle }: CastAccount): Promise<AccountEvidence> => {
    const { accountId } = planned;
    const own = book.filter(({ account }) => account === accountId);
    return {
      planned,
      state: await insist(() => handle.query(stateQuery)),
      records: await journal.decisions(accountId, everything),
      events: await journal.events(accountId, everything),
      orders: own.filter(({ key }) => key === keyOf(accountId)),
      handOrders: own.filter(({ key }) => key !== keyOf(accountId)),
      balances: views.find(({ name }) => name === accountId)?.balances ?? {},
    };
  };
  const queue = new PQueue({ concurrency: 8 });
  const accounts = await queue.addAll([...cast.accounts.values()].map((account) => () => gatherOne(account)));
  return { accounts, intents };
}
