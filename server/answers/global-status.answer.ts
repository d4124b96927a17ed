import { z } from 'zod';
import type { GlobalStatus } from '../../domain/global-state.ts';
import { described } from './described.ts';
import { GlobalLimitsAnswer } from './global-limits.answer.ts';
import { tradingState, usd } from './values.ts';

export const GlobalAnswer = described<GlobalStatus>()(
  'Global',
  z.strictObject({
    tradingState: tradingState.meta({ description: 'What every account may send at most.' }),
    reason: z.string().nullable().meta({ description: 'Null: a person set the state.' }),
    limits: GlobalLimitsAnswer,
    accounts: z.int(),
    exposureUsd: usd('null while no limit asks for it').nullable(),
    profitTodayUsd: usd('of live accounts; null while no limit asks for it').nullable(),
  }),
);

/** What members learn of it. */
export const GlobalStateAnswer = z.strictObject({ tradingState }).meta({ id: 'GlobalState' });
