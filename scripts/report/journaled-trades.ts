import type { AccountEvent } from '../../domain/account-event.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { executedOrder, type ExecutedOrder } from '../../domain/executed-order.ts';
import type { Journal } from '../../store/journal.ts';

/** All that moved one account's ledger, as the journal has it. */
export interface JournaledTrades {
  readonly orders: ExecutedOrder[];
  readonly events: AccountEvent[];
}

/** Small enough that a page is read well within the journal's patience. */
const pageSize = 2_000;

/** Reads page by page and keeps of each record what a report needs; null: of every account. */
export async function readTrades(
  journal: Journal,
  accountIds: readonly string[] | null,
): Promise<ReadonlyMap<string, JournaledTrades>> {
  const found = new Map<string, JournaledTrades>();
  const of = (id: string): JournaledTrades => {
    const known = found.get(id) ?? { orders: [], events: [] };
    found.set(id, known);
    return known;
  };
  for (const accountId of accountIds === null ? [null] : new Set(accountIds)) {
    for await (const record of paged<DecisionRecord>((after) => journal.executions(accountId, after, pageSize))) {
      const order = executedOrder(record);
      if (order !== null) of(record.accountId).orders.push(order);
    }
    for await (const event of paged<AccountEvent>((after) => journal.ledgerEvents(accountId, after, pageSize))) {
      of(event.accountId).events.push(event);
    }
  }
  return found;
}

async function* paged<T>(read: (after: T | null) => Promise<readonly T[]>): AsyncGenerator<T> {
  let page: readonly T[] = [];
  do {
    const last: T | null = page.at(-1) ?? null;
    page = await read(last);
    yield* page;
  } while (page.length === pageSize);
}
