import type { DecisionRecord } from './decision-record.ts';

export interface Observed {
  /** Decisions that had all they needed. */
  readonly clean: number;
  /** How often each code kept a decision from that. */
  readonly unclean: Readonly<Record<string, number>>;
}

/** Reached with connection, market, balance and price all known: a no by limits and minimums is as good as an order. */
const cleanCodes = new Set([
  'DAILY_LOSS_REACHED',
  'DAILY_TRADES_REACHED',
  'DUST',
  'GLOBAL_EXPOSURE_REACHED',
  'GLOBAL_LOSS_REACHED',
  'INSUFFICIENT_FREE_BALANCE',
  'MAX_ORDER_REACHED',
  'MAX_POSITION_REACHED',
  'MAX_RISK_REACHED',
  'NOTIONAL_BELOW_MINIMUM',
]);

/** Decided before anything was asked of the exchange: it proves nothing, and nothing is wrong. */
const emptyCodes = new Set(['NOTHING_OWNED', 'TRADING_STATE_EXIT_ONLY', 'TRADING_STATE_HALTED']);

/**
 * How many of these decisions show that the account would trade as it should. Every other code, such as
 * `BALANCE_UNKNOWN`, `NOT_CONNECTED` or `INTENT_EXPIRED`, is one that has to be seen to before going live.
 */
export function cleanObservations(records: readonly DecisionRecord[]): Observed {
  const observed = records.filter(({ mode }) => mode === 'observe');
  const codes = observed.flatMap(({ outcome, code }) => (outcome === 'observed' ? [] : [code ?? outcome]));
  const unclean = codes.filter((code) => !cleanCodes.has(code) && !emptyCodes.has(code));
  const empty = codes.filter((code) => emptyCodes.has(code));
  return { clean: observed.length - unclean.length - empty.length, unclean: counted(unclean) };
}

export function counted(codes: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const code of [...codes].sort()) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
