import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { provesCandles } from './candles.ts';
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
import type { VenueUnderTest } from './venue-under-test.ts';

export type { AnswerCase, RefusalCase, VenueUnderTest } from './venue-under-test.ts';

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
    provesCandles(venue, stage);
    provesIsolation(venue, stage);
  });
}
