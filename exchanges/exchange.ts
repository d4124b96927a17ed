import type { AssetBalance, KeyPermissions } from '../domain/account-snapshot.ts';
import type { Candle, CandleInterval } from '../domain/candle.ts';
import type { DecimalText } from '../domain/decimal.ts';
import type { MarketRules } from '../domain/market-rules.ts';
import type { FoundOrder, ListedOrder, OrderPlan, OrderReport, SendAnswer, TradeReport } from '../domain/order.ts';

/** Why a query failed. A failed query says nothing about what exists. */
export class ExchangeQueryError extends Error {
  override readonly name = 'ExchangeQueryError';
  readonly reason: 'unavailable' | 'credential-rejected' | 'permission-denied' | 'rate-limited';
  constructor(reason: ExchangeQueryError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * The last prices of the symbols asked for that have one, never none at all.
 * @param atMs when they were asked for
 */
export type PriceListener = (prices: Readonly<Record<string, DecimalText>>, atMs: number) => void;

/** Public data of one exchange, loaded once and shared by all accounts. Throws {@link ExchangeQueryError}. */
export interface MarketData {
  /** Null: the exchange has no such market. */
  marketRules(symbol: string): Promise<MarketRules | null>;
  /** Last prices, at most a second old; a symbol without a market is left out. */
  prices(symbols: readonly string[]): Promise<Readonly<Record<string, DecimalText>>>;
  /** What the price did lately, oldest first, the interval under way last. Null: the exchange has no such market. */
  candles(symbol: string, interval: CandleInterval): Promise<readonly Candle[] | null>;
  /**
   * Tells prices every few seconds, with one request for everyone who listens, until the returned function is called.
   * Silence means that no price came. What a listener throws is lost.
   */
  streamPrices(symbols: readonly string[], onPrices: PriceListener): () => void;
}

/** One account's private face of an exchange: one credential, one strictly increasing nonce. */
export interface ExchangeAccount {
  /** Which exchange, and whether for practice, as `tradingPlace` words it. */
  readonly place: string;
  readonly marketData: MarketData;
  /** The last nonce used; handed to the account's workflow, which hands it back through {@link raiseNonce}. */
  readonly lastNonce: string;
  /** Every later nonce is above this one. */
  raiseNonce(atLeast: string): void;
  /** Sends once and never throws: what is not provably refused is `unknown`. */
  sendOrder(plan: OrderPlan): Promise<SendAnswer>;
  /** One order by the exchange's id. Throws {@link ExchangeQueryError}. */
  orderById(exchangeOrderId: string, symbol: string): Promise<OrderReport>;
  /**
   * One order by our id, open or finished. Throws {@link ExchangeQueryError}: a failed search is not absence.
   * @param sinceMs start of the search window
   */
  findOrder(clientOrderId: string, symbol: string, sinceMs: number): Promise<FoundOrder>;
  /**
   * Every open order, and every finished one opened since then, of these symbols at least; a person's own too.
   * Throws {@link ExchangeQueryError}: a failed listing is never an empty one.
   */
  ordersSince(symbols: readonly string[], sinceMs: number): Promise<readonly ListedOrder[]>;
  /** Every execution since then, of these symbols at least, each once. Throws {@link ExchangeQueryError}. */
  tradesSince(symbols: readonly string[], sinceMs: number): Promise<readonly TradeReport[]>;
  /** Cancels what is still open. Throws {@link ExchangeQueryError}. */
  cancelOrder(exchangeOrderId: string, symbol: string): Promise<void>;
  /** Every asset held. Throws {@link ExchangeQueryError}, also for an answer without the exchange's own envelope. */
  balances(): Promise<readonly AssetBalance[]>;
  /** What the key may do. Throws {@link ExchangeQueryError}. */
  permissions(): Promise<KeyPermissions>;
}
