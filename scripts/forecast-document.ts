import type { Limits, Sizing } from '../domain/account-config.ts';
import { dividedBy, rounded, type DecimalText } from '../domain/decimal.ts';
import type { FollowerTerms, Forecast } from '../domain/forecast.ts';
import type { RecordedEntries } from './recorded-entries.ts';

/** What `forecast --json` prints. */
export interface ForecastDocument extends Omit<RecordedEntries, 'entries'> {
  readonly account: string | null;
  readonly entries: number;
  readonly sizing: Sizing;
  readonly limits: Limits;
  readonly equities: readonly EquityForecast[];
  readonly leastEquityUsd: LeastEquity;
  /** Entries that no equity could follow under these limits. */
  readonly outOfReach: number;
}

interface EquityForecast {
  readonly equityUsd: DecimalText;
  readonly followable: number;
  /** Of all entries, from 0 to 1. */
  readonly share: DecimalText;
}

/** To follow this part of the entries; null: no equity can. */
interface LeastEquity {
  readonly half: DecimalText | null;
  readonly ninety: DecimalText | null;
  readonly all: DecimalText | null;
}

export interface ForecastFacts {
  readonly account: string | null;
  readonly terms: FollowerTerms;
  readonly recorded: RecordedEntries;
  readonly equities: readonly DecimalText[];
  readonly told: Forecast;
}

export function forecastDocument({ account, terms, recorded, equities, told }: ForecastFacts): ForecastDocument {
  return {
    account,
    ...recorded,
    entries: told.entries,
    sizing: terms.sizing,
    limits: terms.limits,
    equities: equities.map((equityUsd) => {
      const followable = told.followable(equityUsd);
      return { equityUsd, followable, share: rounded(dividedBy(`${followable}`, `${told.entries}`), 4) };
    }),
    leastEquityUsd: { half: told.leastEquity(50), ninety: told.leastEquity(90), all: told.leastEquity(100) },
    outOfReach: told.outOfReach,
  };
}
