import { z } from 'zod';
import type { AccountEquity, TotalEquities, TotalEquity } from '../../store/equity.ts';
import { described } from './described.ts';
import { epochMs, usd } from './values.ts';

/** What `/accounts/:id/equity` answers. */
export interface AccountEquityDocument {
  readonly points: readonly AccountEquity[];
}

export const AccountEquityAnswer = described<AccountEquityDocument>()(
  'AccountEquity',
  z.strictObject({
    points: z
      .array(
        z.strictObject({
          atMs: epochMs('when its exchange told it; the first one: or when the range begins'),
          equityUsd: usd(),
          sandbox: z.boolean().meta({ description: 'True: its money was not real then.' }),
        }),
      )
      .meta({ description: 'Oldest first, at most some 500: the last one of each stretch of time.' }),
  }),
);

const TotalEquityAnswer = described<TotalEquity>()(
  'TotalEquity',
  z.strictObject({
    atMs: epochMs(),
    usersUsd: usd('null: not known of any user by then').nullable(),
    masterUsd: usd('null: not known by then').nullable(),
  }),
);

/** An account that was not read for a while counts with what was known of it last. */
export const TotalEquitiesAnswer = described<TotalEquities>()(
  'TotalEquities',
  z.strictObject({
    real: z.array(TotalEquityAnswer).meta({ description: 'Oldest first, at most some 500.' }),
    play: z.array(TotalEquityAnswer).meta({ description: 'Of accounts with play money.' }),
  }),
);
