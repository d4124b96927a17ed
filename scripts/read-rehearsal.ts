import type { AccountMode } from '../domain/account-config.ts';
import { cleanObservations, type Observed } from '../domain/clean-observations.ts';
import type { DecimalText } from '../domain/decimal.ts';
import type { DecisionRecord } from '../domain/decision-record.ts';
import {
  latestObservation,
  rehearse,
  rehearsedProfit,
  type RehearsedLedger,
  type RehearsedProfit,
} from '../domain/rehearsal.ts';
import type { Journal } from '../store/journal.ts';
import type { AccountMemory } from './account-memory.ts';

/** What one account would have made of its latest time in observe. */
export interface Rehearsed {
  readonly accountId: string;
  /** Null when nobody can tell. */
  readonly mode: AccountMode | null;
  readonly sinceMs: number | null;
  readonly observed: Observed;
  readonly ledger: RehearsedLedger;
  readonly profit: RehearsedProfit;
  /** Last ones by symbol; none of an account that doesn't run. */
  readonly prices: Readonly<Record<string, DecimalText>>;
}

const observationsRead = 10_000;
const changesRead = 100;

export async function readRehearsal(
  journal: Pick<Journal, 'observations' | 'modeChanges'>,
  accountId: string,
  memory: AccountMemory | null,
): Promise<Rehearsed> {
  const newestFirst = await journal.observations(accountId, observationsRead);
  const journaled = await journal.modeChanges(accountId, changesRead);
  // What the journal has not taken yet counts too.
  const changes = [...journaled, ...(memory?.state.events ?? [])].filter(({ code }) => code === 'MODE_CHANGED');
  const mode = memory?.state.mode ?? null;
  const isObserving = mode === 'observe';
  const { sinceMs, records } = latestObservation(
    newestFirst,
    changes.map(({ atMs }) => atMs),
    isObserving,
  );
  const ledger = rehearse(records, isObserving ? (memory?.state.positions ?? {}) : {});
  const prices = memory?.isRunning === true ? (memory.state.snapshot?.prices ?? {}) : {};
  return {
    accountId,
    mode,
    sinceMs,
    observed: cleanObservations(records),
    ledger,
    profit: rehearsedProfit(ledger.positions, prices),
    prices,
  };
}

/** Few enough that one read of many accounts' records stays quick. */
const intentsPerRead = 20;

/** What live accounts did with these intents, by intent. */
export async function readLive(
  journal: Pick<Journal, 'liveDecisions'>,
  intentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DecisionRecord[]>> {
  const ids = [...new Set(intentIds)];
  const found = new Map<string, DecisionRecord[]>(ids.map((id) => [id, []]));
  for (let from = 0; from < ids.length; from += intentsPerRead) {
    const records = await journal.liveDecisions(ids.slice(from, from + intentsPerRead));
    for (const record of records) found.get(record.intentId)?.push(record);
  }
  return found;
}
