import type { LoadedConfig } from '../../config/load-config.ts';
import { noLimits, type AccountConfig, type ExchangeName } from '../../domain/account-config.ts';
import type { DecimalText } from '../../domain/decimal.ts';
import { forecast, type FollowerTerms } from '../../domain/forecast.ts';
import { accountMemory } from '../account-memory.ts';
import { forecastInWords } from '../forecast-in-words.ts';
import { forecastDocument } from '../forecast-document.ts';
import { withJournal } from '../journal-access.ts';
import { print, printJson } from '../output.ts';
import { findPlaces, type Places } from '../places.ts';
import { masterIdOf } from '../read-copying.ts';
import { recordedEntries } from '../recorded-entries.ts';
import { Refusal } from '../refusal.ts';
import { configuredAccounts, namedAccounts, readRoster } from '../roster.ts';
import { withSession } from '../session.ts';

export interface ForecastOptions {
  /** Null: the account's own, or a table of usual ones. */
  readonly equity: DecimalText | null;
  /** Whose sizing and limits; null: what an account has when its file says nothing. */
  readonly account: string | null;
  readonly json: boolean;
}

interface Follower {
  readonly terms: FollowerTerms;
  readonly exchange: ExchangeName | null;
  readonly equities: readonly DecimalText[];
}

/** What of the master's recorded entries an account could have followed. Reads the journal; sends nothing. */
export async function runForecast({ equity, account, json }: ForecastOptions): Promise<number> {
  const places = findPlaces();
  const config = await configuredAccounts(places);
  const follower =
    account === null
      ? { terms: usualTerms, exchange: config.master?.exchange ?? null, equities: equity === null ? usual : [equity] }
      : await namedFollower(places, config, account, equity);
  const recorded = await withJournal(
    places,
    (journal) => recordedEntries(journal, masterIdOf(config), follower.exchange, account !== null),
    () => null,
  );
  if (recorded === null) throw new Refusal('no entries of the master are recorded yet: there is nothing to go by');
  if (recorded.entries.length === 0) {
    const why = recorded.leftOut.map(({ symbol, reason }) => `${symbol}: ${reason}`).join('; ');
    throw new Refusal(`no recorded entry can be judged: ${why}`);
  }
  const document = forecastDocument({
    ...{ account, terms: follower.terms, recorded, equities: follower.equities },
    told: forecast(recorded.entries, follower.terms),
  });
  if (json) printJson(document);
  else print(...forecastInWords(document));
  return 0;
}

const usual: readonly DecimalText[] = [
  ...['100', '250', '500', '1000', '2500', '5000', '10000', '25000', '50000', '100000'],
];

const usualTerms: FollowerTerms = {
  sizing: { kind: 'equity-proportional', multiplier: '1' },
  limits: noLimits,
  stopLossPct: null,
  maxSlippageBps: null,
};

/** With an equity given its file is enough; without one it has to be asked for what it has. */
async function namedFollower(
  places: Places,
  { master, users }: LoadedConfig,
  accountId: string,
  equity: DecimalText | null,
): Promise<Follower> {
  const described = [...(master === null ? [] : [master]), ...users].find((one) => one.accountId === accountId);
  if (equity !== null && described !== undefined) return followerOf(described, equity);
  return withSession(async (session) => {
    namedAccounts(await readRoster(session), [accountId]);
    const memory = await withJournal(
      places,
      (journal) => accountMemory(session, journal, accountId),
      () => null,
    );
    const known = equity ?? memory?.state.snapshot?.equityUsd ?? null;
    if (memory === null || known === null) throw new Refusal(`${accountId}: its equity is not known: add --equity`);
    return followerOf(memory.state.config, known);
  });
}

const followerOf = (config: AccountConfig, equity: DecimalText): Follower => ({
  terms: config,
  exchange: config.exchange,
  equities: [equity],
});
