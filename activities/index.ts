import type { ActivityDeps } from './activity-deps.ts';
import { findOrder } from './find-order.ts';
import { placeOrder } from './place-order.ts';
import { readAccount } from './read-account.ts';
import { readCandles } from './read-candles.ts';
import { recordDecisions } from './record-decisions.ts';
import { recordIntents } from './record-intents.ts';
import { saveAccountState } from './save-account-state.ts';
import { watchPrices } from './watch-prices.ts';
import { watchTotals } from './watch-totals.ts';

export const createActivities = (deps: ActivityDeps) => ({
  findOrder: findOrder(deps),
  placeOrder: placeOrder(deps),
  readAccount: readAccount(deps),
  readCandles: readCandles(deps),
  recordDecisions: recordDecisions(deps),
  recordIntents: recordIntents(deps),
  saveAccountState: saveAccountState(deps),
  watchPrices: watchPrices(deps),
  watchTotals: watchTotals(deps),
});

export type Activities = ReturnType<typeof createActivities>;
