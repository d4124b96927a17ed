import type { KeyPermissions } from '../domain/account-snapshot.ts';
import type { AccountReading } from '../domain/account-reads.ts';
import { assetsToValue, equityUsd, valuationSymbol } from '../domain/equity.ts';
import { findingsOf, type ReconcileFindings, type ReconcileRequest } from '../domain/reconcile-findings.ts';
import type { MarketRules } from '../domain/market-rules.ts';
import type { ExchangeAccount, MarketData } from '../exchanges/exchange.ts';
import { accountExchange } from './account-exchange.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { queryFailure } from './query-failure.ts';
import { schedulingAccountId } from './scheduling-account.ts';
import { withHeartbeat } from './with-heartbeat.ts';

export interface ReadAccountRequest {
  /** Symbols whose rules and prices are needed. */
  readonly symbols: readonly string[];
  readonly withPermissions: boolean;
  /** Null: the exchange's lists are not looked through this time. */
  readonly reconcile: ReconcileRequest | null;
  readonly lastNonce: string;
  /** Where the account's ledger is, as `tradingPlace` words it. */
  readonly place: string;
}

/** Balances, equity, prices, market rules and, when asked, what happened to orders, and the key's permissions. */
export const readAccount =
  (deps: Pick<ActivityDeps, 'exchangeOf'>) =>
  async (request: ReadAccountRequest): Promise<AccountReading> =>
    withHeartbeat(async (carry) => {
      const found = accountExchange(deps, schedulingAccountId(), request.place);
      if (found.kind === 'missing') return { kind: 'credentials-missing' };
      if (found.kind === 'elsewhere') {
        return { kind: 'failed', isRefused: true, reason: found.reason, lastNonce: null };
      }
      const { exchange } = found;
      exchange.raiseNonce(request.lastNonce);
      carry(exchange);
      try {
        return await read(exchange, request);
      } catch (error) {
        const failure = queryFailure(error);
        const isRefused = failure.reason === 'credential-rejected' || failure.reason === 'permission-denied';
        return { kind: 'failed', isRefused, reason: failure.message, lastNonce: exchange.lastNonce };
      }
    });

async function read(exchange: ExchangeAccount, request: ReadAccountRequest): Promise<AccountReading> {
  // Lists before balances: a fill that the lists miss then shows as a balance too large, never as one too small.
  const findings = request.reconcile === null ? null : await lookedThrough(exchange, request.reconcile);
  const balances = await exchange.balances();
  const atMs = Date.now();
  const valuations = assetsToValue(balances).map(valuationSymbol);
  const quotes = request.symbols.map((symbol) => symbol.split('/')[1] ?? 'USD').filter((quote) => quote !== 'USD');
  const symbols = [...new Set([...valuations, ...request.symbols, ...quotes.map(valuationSymbol)])];
  const markets = await marketsOf(exchange.marketData, symbols);
  const prices = await exchange.marketData.prices(symbols);
  const unpriced = assetsToValue(balances)
    .filter((asset) => markets[valuationSymbol(asset)] == null)
    .filter((asset) => prices[valuationSymbol(asset)] === undefined);
  return {
    kind: 'read',
    snapshot: { atMs, equityUsd: equityUsd(balances, prices, unpriced), balances, prices, unpriced },
    markets: Object.fromEntries(request.symbols.map((symbol) => [symbol, markets[symbol] ?? null])),
    permissions: request.withPermissions ? await provenPermissions(exchange) : null,
    findings,
    lastNonce: exchange.lastNonce,
  };
}

async function lookedThrough(exchange: ExchangeAccount, request: ReconcileRequest): Promise<ReconcileFindings> {
  const atMs = Date.now();
  const { symbols, sinceMs } = request;
  const trades = await exchange.tradesSince(symbols, sinceMs);
  const orders = await exchange.ordersSince(symbols, sinceMs);
  return findingsOf(request, orders, trades, atMs);
}

/** An exchange that can't prove a key's rights at this moment is no reason not to trade: the next reading asks again. */
async function provenPermissions(exchange: ExchangeAccount): Promise<KeyPermissions | null> {
  try {
    return await exchange.permissions();
  } catch (error) {
    const failure = queryFailure(error);
    if (failure.reason === 'credential-rejected') throw failure;
    return null;
  }
}

async function marketsOf(
  data: MarketData,
  symbols: readonly string[],
): Promise<Readonly<Record<string, MarketRules | null>>> {
  const rules = await Promise.all(symbols.map((symbol) => data.marketRules(symbol)));
  return Object.fromEntries(symbols.map((symbol, index) => [symbol, rules[index] ?? null]));
}
