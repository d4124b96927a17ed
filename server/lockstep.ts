import type { AccountConfig, AccountMode, ExchangeName, TradingState } from '../domain/account-config.ts';
import type { AccountEvent } from '../domain/account-event.ts';
import type { AccountAudit, AccountStatus } from '../domain/account-status.ts';
import type { Candle, CandleInterval } from '../domain/candle.ts';
import type { CopyingStatus } from '../domain/copying-status.ts';
import type { DecimalText } from '../domain/decimal.ts';
import type { DecisionRecord, IntentRecord } from '../domain/decision-record.ts';
import type { GlobalLimits, GlobalStatus } from '../domain/global-state.ts';
import type {
  IntentResult,
  LiquidatedPosition,
  MasterOrderResult,
  OwnOrderRequest,
  OwnOrderResult,
} from '../domain/own-order.ts';
import type { OrderResolution } from '../domain/resolve-order.ts';
import type { ExternalIntent } from '../domain/trade-intent.ts';
import type { AuditDocument } from './answers/audit.answer.ts';
import type { PreviewDocument } from './answers/preview.answer.ts';
import type { RehearsalDocument } from './answers/rehearsal.answer.ts';
import type { ReportDocument } from './answers/report.answer.ts';

/**
 * What the API can ask of Lockstep: implemented by messages to workflows and reads of the journal, never by an exchange
 * call. Every method rejects with {@link LockstepRefusal} in one line for a person.
 */
export interface Lockstep {
  /** Master first, users after; those that don't run are described from their file and their last word. */
  accounts(): Promise<readonly AccountView[]>;
  account(accountId: string): Promise<AccountView>;
  copying(): Promise<CopyingStatus>;
  global(): Promise<GlobalStatus | null>;

  setMode(accountId: string, mode: AccountMode, allowWithdrawPermission: boolean): Promise<AccountView>;
  setTradingState(accountId: string, tradingState: TradingState): Promise<AccountView>;
  setGlobalState(tradingState: TradingState): Promise<GlobalStatus>;
  setGlobalLimits(limits: GlobalLimits): Promise<GlobalStatus>;
  setCopying(on: boolean): Promise<CopyingStatus>;
  /**
   * Makes one account as it is described by now: a running one takes the configuration over, a new one starts, one that
   * is not enabled stops and keeps what it owns. One that a person stopped stays stopped.
   */
  configure(accountId: string, config: AccountConfig): Promise<AccountView>;
  start(accountId: string): Promise<AccountView>;
  stop(accountId: string, liquidate: boolean): Promise<AccountView>;
  liquidate(accountId: string): Promise<readonly LiquidatedPosition[]>;
  /** Reads the exchange afresh and proves the key's permissions. */
  refresh(accountId: string): Promise<AccountAudit>;
  resolve(accountId: string, resolution: OrderResolution): Promise<OwnOrderResult>;

  /** The master trades and followers copy. */
  trade(request: OwnOrderRequest): Promise<MasterOrderResult>;
  tradeAlone(accountId: string, request: OwnOrderRequest): Promise<OwnOrderResult>;
  submitIntent(intent: ExternalIntent): Promise<IntentResult>;
  /** As `lockstep preview --json` prints it. */
  preview(request: OwnOrderRequest): Promise<PreviewDocument>;

  intents(limit: number): Promise<readonly TradeView[]>;
  /** Null: no such intent. */
  intent(intentId: string): Promise<TradeView | null>;
  decisions(accountId: string, limit: number): Promise<readonly DecisionRecord[]>;
  events(accountId: string, limit: number): Promise<readonly AccountEvent[]>;
  /** The market's, not the account's: at its exchange, through whoever acts for it. */
  candles(accountId: string, symbol: string, interval: CandleInterval): Promise<MarketCandles>;
  /** As `lockstep rehearsal ID --json` prints one account. */
  rehearsal(accountId: string): Promise<RehearsalDocument>;
  /** As `lockstep report --json` prints it; null: of every account. */
  report(accountIds: readonly string[] | null, range: ReportRequest): Promise<ReportDocument>;
  /** The columns of `lockstep report --csv`. */
  reportCsv(accountIds: readonly string[] | null, range: ReportRequest): Promise<string>;
  audit(): Promise<AuditDocument>;
}

/** What a market's price did lately. */
export interface MarketCandles {
  readonly exchange: ExchangeName;
  readonly symbol: string;
  readonly interval: CandleInterval;
  /** Oldest first, the one under way last. */
  readonly candles: readonly Candle[];
}

export type AccountView = AccountStatus & {
  readonly workflowId: string;
  readonly uiUrl: string | null;
  /** Null: no file and no record describes it. */
  readonly config: AccountConfig | null;
  readonly isRunning: boolean;
};

export type TradeView = Pick<IntentRecord, 'intentId' | 'sequence' | 'symbol' | 'side' | 'kind' | 'simulated'> & {
  readonly occurredAtMs: number;
  readonly masterFill: IntentRecord['masterFill'];
  readonly accounts: readonly TradeOutcome[];
};

export interface TradeOutcome {
  readonly accountId: string;
  readonly mode: AccountMode | null;
  readonly outcome: string;
  readonly code: string | null;
  readonly context: string;
  /** The code in words. */
  readonly why: string;
  readonly quantity: DecimalText | null;
  readonly filledQuantity: DecimalText;
  readonly averagePrice: DecimalText | null;
  readonly slippageBps: DecimalText | null;
  readonly delayMs: number | null;
}

/** UTC days such as `2026-01-31` or full timestamps; null: without an end. */
export interface ReportRequest {
  readonly from: string | null;
  readonly to: string | null;
}

/** One line for a person; `not-found` and `refused` say which HTTP status it is. */
export class LockstepRefusal extends Error {
  override readonly name = 'LockstepRefusal';
  readonly kind: 'not-found' | 'refused' | 'unavailable';
  constructor(kind: LockstepRefusal['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
