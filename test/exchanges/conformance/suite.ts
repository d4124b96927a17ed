import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { ExchangeName } from '../../../domain/account-config.ts';
import type { DecimalText } from '../../../domain/decimal.ts';
import type { MarketRules } from '../../../domain/market-rules.ts';
import type { RejectCode } from '../../../domain/order.ts';
import { provesPermissions } from './permissions.ts';
import { provesFinding } from './finding.ts';
import { provesHistories } from './histories.ts';
import { provesIsolation } from './isolation.ts';
import { provesPlacing } from './placing.ts';
import { provesRefusals } from './refusals.ts';
import { raiseStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { provesUnclearAnswers } from './unclear-answers.ts';
import { provesUnreadableQueries } from './unreadable-queries.ts';
import type { VenueDouble } from './venue-double.ts';

/** One venue and its double, for {@link describeVenue}. */
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

/** Proves over real HTTP that a venue does what the port promises. Call it once in a test file. */
export function describeVenue(venue: VenueUnderTest): void {
  describe(venue.exchange, () => {
    let raised: Stage | undefined;
    const stage = (): Stage => {
      if (raised === undefined) throw new Error('the double did not start');
      return raised;
    };
    beforeAll(async () => {
      raised = await raiseStage(venue);
    });
    afterAll(async () => {
      await raised?.double.close();
    });
    beforeEach(async () => {
      await raised?.reset();
    });
    provesPlacing(venue, stage);
    provesFinding(venue, stage);
    provesHistories(venue, stage);
    provesPermissions(venue, stage);
    provesRefusals(venue, stage);
    provesUnclearAnswers(venue, stage);
    provesUnreadableQueries(venue, stage);
    provesIsolation(venue, stage);
  });
}
