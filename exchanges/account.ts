import type { AssetBalance } from '../domain/account-snapshot.ts';
import { isZero } from '../domain/decimal.ts';
import type { OrderPlan, SendAnswer } from '../domain/order.ts';
import { openAccountCalls } from './account-calls.ts';
import { allPages, lastById } from './all-pages.ts';
import type { Asker } from './ask.ts';
import type { Credential } from './credential.ts';
import type { ExchangeAccount } from './exchange.ts';
import { ExchangeQueryError } from './exchange.ts';
import { exchangeIdOf, foundAmong } from './find-order.ts';
import type { MarketTable } from './listed-markets.ts';
import type { SharedExchange } from './market-data.ts';
import { openNonceSource } from './nonce.ts';
import { linesOf } from './redact.ts';
import { sendOnce } from './send-once.ts';
import { spend } from './spend.ts';
import type { Market, Page, VenueQuery, WantedHistory } from './venue.ts';

export interface AccountOptions {
  /** How long a sent order's answer is awaited; default 4 s. */
  readonly answerTimeoutMs?: number;
  /** An order that could not leave by then, behind another call of the same account, never does; default 5 s. */
  readonly turnTimeoutMs?: number;
  /** How long one look at the exchange may take; default 4 s. */
  readonly queryTimeoutMs?: number;
}

/** A read that asks on holds its account's turn meanwhile. */
const furtherWaitMs = 1_000;

/** @throws Error in one line when the credential's form is wrong, without showing it */
export function openAccount(
  exchange: SharedExchange,
  credential: Credential,
  options: AccountOptions = {},
): ExchangeAccount {
  const { venue, http } = exchange;
  const problem = venue.credentialProblem(credential);
  if (problem !== null) throw new Error(problem);

  const nonces = openNonceSource();
  const asker: Asker = {
    venue,
    http,
    sign: exchange.ccxt.signerFor(credential, nonces, exchange.clock.nowMs),
    timeoutMs: options.queryTimeoutMs ?? 4_000,
    spend: (weight) => spend(venue, exchange.budget, { urgency: 'look', weight, waitMs: furtherWaitMs }),
    secrets: [credential.apiKey, ...linesOf(credential.apiSecret)],
  };
  const calls = openAccountCalls(asker, nonces, exchange.budget);
  const answerTimeoutMs = options.answerTimeoutMs ?? 4_000;
  const turnTimeoutMs = options.turnTimeoutMs ?? 5_000;
  const look = <T>(query: VenueQuery<T>): Promise<T> => calls.read(query, 'look');
  const read = <T>(query: VenueQuery<T>): Promise<T> => calls.read(query, 'read');
  const readAll = <T>(searches: readonly VenueQuery<Page<T>>[]): Promise<readonly T[]> => allPages(searches, read);

  async function marketOf(symbol: string): Promise<Market> {
    const market = (await exchange.markets()).bySymbol.get(symbol);
    if (market === undefined) throw new ExchangeQueryError('unavailable', `${venue.name} has no market ${symbol}`);
    return market;
  }

  async function historyOf(symbols: readonly string[], sinceMs: number): Promise<WantedHistory> {
    const { bySymbol, bySpelling } = await exchange.markets();
    // A symbol that the exchange does not list has no history here, and must not hide that of the others.
    const listed = symbols.flatMap((symbol) => bySymbol.get(symbol) ?? []);
    const markets = [...new Map(listed.map((market) => [market.id, market])).values()];
    return { sinceMs, markets, marketOf: (marketId) => bySpelling.get(marketId) ?? null };
  }

  async function sendOrder(plan: OrderPlan): Promise<SendAnswer> {
    const startedAtMs = performance.now();
    const table = await withinMs(turnTimeoutMs, exchange.markets()).catch(asFailure);
    if (table === null || table instanceof Error) {
      return { kind: 'not-sent', reason: table?.message ?? `the markets of ${venue.name} did not load in time` };
    }
    const market = table.bySymbol.get(plan.symbol);
    if (market === undefined) {
      const venueText = `${venue.name} has no market ${plan.symbol}`;
      return { kind: 'rejected', code: 'MARKET_UNKNOWN', venueText, retryAfterMs: null };
    }
    const weight = venue.addOrder(plan, market.id, null).weight ?? 1;
    const leftMs = turnTimeoutMs - (performance.now() - startedAtMs);
    const answer = await calls.order(plan, weight, leftMs, () =>
      sendOnce(asker, exchange.clock, plan, market.id, answerTimeoutMs),
    );
    if (answer.kind === 'rejected' && answer.code === 'INVALID_NONCE') nonces.refused();
    else if (answer.kind === 'accepted') nonces.taken();
    return answer;
  }

  return {
    place: exchange.place,
    marketData: exchange,
    get lastNonce() {
      return nonces.last;
    },
    raiseNonce: (atLeast) => {
      nonces.raise(atLeast);
    },
    sendOrder,
    orderById: async (exchangeOrderId, symbol) => look(venue.orderById(exchangeOrderId, await marketOf(symbol))),
    findOrder: async (clientOrderId, symbol, sinceMs) => {
      const wanted = { clientOrderId, sinceMs, market: await marketOf(symbol) };
      return foundAmong(await allPages(venue.orderSearches(wanted), look));
    },
    ordersSince: async (symbols, sinceMs) =>
      lastById(await readAll(venue.ordersSince(await historyOf(symbols, sinceMs))), exchangeIdOf),
    tradesSince: async (symbols, sinceMs) =>
      lastById(await readAll(venue.tradesSince(await historyOf(symbols, sinceMs))), ({ tradeId }) => tradeId),
    cancelOrder: async (exchangeOrderId, symbol) => {
      await calls.cancel(venue.cancelOrder(exchangeOrderId, await marketOf(symbol)));
    },
    balances: async () => underCommonNames(await readAll(venue.balances), await exchange.markets()),
    permissions: async () => ({ ...(await read(venue.permissions)), provenAtMs: Date.now() }),
  };
}

/** Two assets that would get one name keep the exchange's own: they are not the same coin. */
function underCommonNames(rows: readonly AssetBalance[], { assetName }: MarketTable): readonly AssetBalance[] {
  const held = rows.filter(({ total }) => !isZero(total));
  const names = held.map(({ asset }) => assetName(asset));
  const isUnique = (name: string): boolean => names.indexOf(name) === names.lastIndexOf(name);
  return held.map((row) => {
    const name = assetName(row.asset);
    return isUnique(name) ? { ...row, asset: name } : row;
  });
}

/** Null: not in time. */
function withinMs<T>(waitMs: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, waitMs, null);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}

const asFailure = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
