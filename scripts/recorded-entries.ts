import type { ExchangeName } from '../domain/account-config.ts';
import { isPositive, times, type DecimalText } from '../domain/decimal.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';
import type { RecordedEntry } from '../domain/forecast.ts';
import type { MarketRules } from '../domain/market-rules.ts';
import type { Journal } from '../store/journal.ts';

/** The sizes of the master's entries, as far as the journal tells all that a copy's size needs. */
export interface RecordedEntries {
  readonly entries: readonly RecordedEntry[];
  /** Of the entries: the master only observed. */
  readonly simulated: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** By whose rules each symbol is judged. */
  readonly markets: readonly { readonly symbol: string; readonly exchange: ExchangeName }[];
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  readonly symbol: string;
  readonly entries: number;
  readonly reason: string;
}

type EntryJournal = Pick<Journal, 'entries' | 'intent' | 'decisions'>;

const entriesRead = 10_000;
const masterRecordsRead = 500;
/** How many of a symbol's latest entries are looked through for its rules. */
const intentsLookedThrough = 20;
const dollars = new Set(['USD', 'USDT', 'USDC']);

/**
 * @param exchange whose market rules count
 * @param isExchangeFixed false: another exchange's rules will do where this one's are not known
 * @returns null when no entry is recorded
 */
export async function recordedEntries(
  journal: EntryJournal,
  masterId: string,
  exchange: ExchangeName | null,
  isExchangeFixed: boolean,
): Promise<RecordedEntries | null> {
  const intents = await journal.entries(entriesRead);
  const [latest] = intents;
  const earliest = intents.at(-1);
  if (latest === undefined || earliest === undefined) return null;
  const masterRecords = await journal.decisions(masterId, masterRecordsRead);
  const used: { readonly intent: IntentRecord; readonly entry: RecordedEntry }[] = [];
  const markets: { symbol: string; exchange: ExchangeName }[] = [];
  const leftOut = new Map<string, LeftOut>();
  const leave = (symbol: string, reason: string): void => {
    const key = `${symbol} ${reason}`;
    leftOut.set(key, { symbol, reason, entries: (leftOut.get(key)?.entries ?? 0) + 1 });
  };
  for (const symbol of new Set(intents.map((intent) => intent.symbol))) {
    const ofSymbol = intents.filter((intent) => intent.symbol === symbol);
    const known = await latestRules(journal, masterRecords, ofSymbol, exchange, isExchangeFixed);
    if (known !== null) markets.push({ symbol, exchange: known.exchange });
    for (const intent of ofSymbol) {
      const entry =
        known === null ? whyNoRules(exchange, isExchangeFixed) : await entryOf(journal, intent, known.rules);
      if (typeof entry === 'string') leave(symbol, entry);
      else used.push({ intent, entry });
    }
  }
  return {
    entries: used.map(({ entry }) => entry),
    simulated: used.filter(({ intent }) => intent.simulated).length,
    fromMs: earliest.occurredAtMs,
    toMs: latest.occurredAtMs,
    markets,
    leftOut: [...leftOut.values()],
  };
}

const whyNoRules = (exchange: ExchangeName | null, isExchangeFixed: boolean): string =>
  `no market rules are recorded${isExchangeFixed && exchange !== null ? ` at ${exchange}` : ''} yet`;

interface KnownRules {
  readonly exchange: ExchangeName;
  readonly rules: MarketRules;
}

async function latestRules(
  journal: EntryJournal,
  masterRecords: readonly DecisionRecord[],
  intents: readonly IntentRecord[],
  exchange: ExchangeName | null,
  isExchangeFixed: boolean,
): Promise<KnownRules | null> {
  const symbol = intents[0]?.symbol;
  let other = rulesIn(masterRecords, symbol, null);
  const own = rulesIn(masterRecords, symbol, exchange);
  if (own !== null) return own;
  for (const { intentId } of intents.slice(0, intentsLookedThrough)) {
    const records = (await journal.intent(intentId))?.records ?? [];
    const found = rulesIn(records, symbol, exchange);
    if (found !== null) return found;
    other ??= rulesIn(records, symbol, null);
  }
  return isExchangeFixed ? null : other;
}

/** @param exchange null: any */
function rulesIn(
  records: readonly DecisionRecord[],
  symbol: string | undefined,
  exchange: ExchangeName | null,
): KnownRules | null {
  const newestFirst = [...records].sort((a, b) => b.decidedAtMs - a.decidedAtMs);
  for (const record of newestFirst) {
    const { marketRules } = record.basis;
    if (record.symbol !== symbol || marketRules === null) continue;
    if (exchange === null || record.exchange === exchange) return { exchange: record.exchange, rules: marketRules };
  }
  return null;
}

/** @returns why not, when a copy can't be sized from what is recorded */
async function entryOf(
  journal: EntryJournal,
  intent: IntentRecord,
  rules: MarketRules,
): Promise<RecordedEntry | string> {
  if (!dollars.has(rules.quote)) return `its price is in ${rules.quote}, not in dollars`;
  const { symbol, masterFill } = intent;
  const notional = masterFill === null ? '0' : times(masterFill.quantity, masterFill.averagePrice);
  if (masterFill === null || !isPositive(notional)) return 'the fill is not recorded';
  const masterEquityUsd = await masterEquityOf(journal, intent);
  if (masterEquityUsd === null || !isPositive(masterEquityUsd)) return "the master's equity is not recorded";
  const { averagePrice } = masterFill;
  return { symbol, averagePrice, masterNotional: notional, masterEquityUsd, rules, quoteUsd: '1' };
}

/** Older intents don't say it; what followers decided by it does. */
async function masterEquityOf(journal: EntryJournal, intent: IntentRecord): Promise<DecimalText | null> {
  if (intent.masterEquityBefore != null) return intent.masterEquityBefore;
  const records = (await journal.intent(intent.intentId))?.records ?? [];
  return records.find(({ masterEquityBefore }) => masterEquityBefore !== null)?.masterEquityBefore ?? null;
}
