import type { ExchangeName } from '../../../domain/account-config.ts';
import type { DecimalText } from '../../../domain/decimal.ts';
import type { MarketRules } from '../../../domain/market-rules.ts';
import type { RejectCode } from '../../../domain/order.ts';
import type { VenueDouble } from './venue-double.ts';

/** One venue and its double, for `describeVenue`. */
export interface VenueUnderTest {
  readonly exchange: ExchangeName;
  readonly startDouble: () => Promise<VenueDouble>;
  /** What the double's market says, exactly as `marketRules` must give it; its symbol is the one that is traded. */
  readonly rules: MarketRules;
  /** Of one base unit, a multiple of ten ticks. */
  readonly price: DecimalText;
  /** Of one order: a quarter of it is still a multiple of the step, and above every minimum. */
  readonly quantity: DecimalText;
  /** Which rights of a key the exchange can prove; `only-its-lack`: that it may not, never that it may. */
  readonly proves: { readonly trade: boolean | 'only-its-lack'; readonly withdraw: boolean };
  /** Where the exchange tells what an order's fees were, to the digit; left out: in its report too. */
  readonly feesAre?: 'in-the-report' | 'in-the-trades-only';
  /** Orders in one listing test: more than a page of the double's. */
  readonly historyLength: number;
  /** False: the exchange takes no order without a client order id, so a person's own carries a foreign one. */
  readonly takesOrdersWithoutClientId: boolean;
  /** Every row of the venue's allow-list. */
  readonly refusals: readonly RefusalCase[];
  /** Answers to an order, in the exchange's own envelope or not, after which it may exist; one for each duplicate text. */
  readonly unknowns: readonly AnswerCase[];
}

export interface AnswerCase {
  readonly name: string;
  /** Default 200. */
  readonly status?: number;
  readonly body: string;
}

export interface RefusalCase extends AnswerCase {
  readonly code: RejectCode;
  /** True: the same order may be sent again after a wait. */
  readonly again: boolean;
}
