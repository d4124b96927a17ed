import type { IntentRecord } from '../../domain/decision-record.ts';
import type { RehearsalShown } from '../../server/answers/rehearsal.answer.ts';
import type { DescribedGlobalLimits } from '../../server/global-limits-book.ts';
import type { AccountView, Lockstep, TradeOutcome, TradeView } from '../../server/lockstep.ts';
import type { Person } from '../../server/person.ts';
import type { PositionOverAccounts } from '../../server/positions-over-accounts.ts';

export type { AccountView, IntentRecord, Person, PositionOverAccounts, TradeOutcome, TradeView };

type Answer<Name extends keyof Lockstep> = Awaited<ReturnType<Lockstep[Name]>>;
type Sent<Name extends keyof Lockstep, At extends number> = Parameters<Lockstep[Name]>[At];

export type AccountMode = AccountView['mode'];
export type TradingState = AccountView['tradingState'];
export type ExchangeName = AccountView['exchange'];
export type PositionView = AccountView['positions'][number];
export type CopyingView = Answer<'copying'>;
export type GlobalView = NonNullable<Answer<'global'>>;
export type GlobalLimits = Sent<'setGlobalLimits', 0>;
export type GlobalLimitsSource = DescribedGlobalLimits;
export type AccountAudit = Answer<'refresh'>;
export type MarketCandles = Answer<'candles'>;
export type Candle = MarketCandles['candles'][number];
export type CandleInterval = MarketCandles['interval'];
export type ReportDocument = Answer<'report'>;
export type RehearsalDocument = RehearsalShown;
export type PreviewDocument = Answer<'preview'>;
export type AccountPreview = PreviewDocument['accounts'][number];
export type DecisionRecord = Answer<'decisions'>[number];
export type AccountEvent = Answer<'events'>[number];
export type OwnOrderResult = Answer<'resolve'>;
export type MasterOrderResult = Answer<'trade'>;
export type LiquidatedPosition = Answer<'liquidate'>[number];
export type OrderResolution = Sent<'resolve', 1>;
export type Side = TradeView['side'];
export type OrderSize = Sent<'trade', 0>['size'];

/** The sender chooses the id: the same id again is the same order. */
export interface OrderForm {
  readonly orderId?: string;
  readonly symbol: string;
  readonly side: Side;
  readonly size: OrderSize;
}

/** Members get no master, and of the global state the trading state alone. */
export interface AccountsAnswer {
  readonly master: AccountView | null;
  readonly users: readonly AccountView[];
  readonly copying: CopyingView;
  readonly global: (Pick<GlobalView, 'tradingState'> & Partial<GlobalView>) | null;
}

export interface CredentialView {
  readonly source: 'vault' | 'environment' | null;
  readonly masked: string | null;
}

export interface AccountAnswer {
  readonly account: AccountView;
  readonly credential: CredentialView;
  readonly events: readonly AccountEvent[];
  readonly decisions: readonly DecisionRecord[];
}

export interface TradesAnswer {
  readonly trades: readonly TradeView[];
}

export interface SessionAnswer {
  readonly person: Person | null;
  readonly needsFirstOwner: boolean;
  readonly csrfToken: string;
}

/** UTC days such as `2026-01-31` or full timestamps; none: without an end on that side. */
export interface ReportRange {
  readonly from?: string;
  readonly to?: string;
}
