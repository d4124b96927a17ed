import { z } from 'zod';
import type { GlobalLimits } from '../../domain/global-state.ts';
import type { DescribedGlobalLimits } from '../global-limits-book.ts';
import { described } from './described.ts';
import { usd } from './values.ts';

export const GlobalLimitsAnswer = described<GlobalLimits>()(
  'GlobalLimits',
  z.strictObject({
    maxExposureUsd: usd('of everything owned; null: no limit').nullable(),
    maxDailyLossUsd: usd('since midnight UTC; null: no limit').nullable(),
  }),
);

export const DescribedGlobalLimitsAnswer = described<DescribedGlobalLimits>()(
  'GlobalLimitsSource',
  z.strictObject({
    from: z.enum(['browser', 'file']).meta({ description: 'Limits that were set in the browser win over the file’s.' }),
    file: GlobalLimitsAnswer.nullable().meta({ description: 'Those of global.json; null: it has a mistake.' }),
  }),
);
