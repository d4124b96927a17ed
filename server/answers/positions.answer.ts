import { z } from 'zod';
import type { PositionOverAccounts } from '../positions-over-accounts.ts';
import { described } from './described.ts';
import { accountId, amount, exchange, mode, role, symbol } from './values.ts';

const PositionOfAccount = z.strictObject({
  accountId,
  name: z.string(),
  role,
  exchange,
  mode,
  quantity: amount('base units'),
  averagePrice: amount('quote units per base unit', 'fees included'),
  costBasis: amount('quote units', 'fees included'),
  value: amount('quote units', 'at the latest price; null without one').nullable(),
  unrealizedProfit: amount('quote units', 'null without a price').nullable(),
  isDust: z.boolean(),
});

export const PositionOverAccountsAnswer = described<PositionOverAccounts>()(
  'PositionOverAccounts',
  z.strictObject({
    symbol,
    sandbox: z.boolean().meta({ description: 'Real money and play money are never summed up.' }),
    quantity: amount('base units'),
    costBasis: amount('quote units', 'fees included'),
    value: amount('quote units', 'at the latest prices; what has no price counts at its cost'),
    unrealizedProfit: amount('quote units', 'of what has a price; null when nothing has').nullable(),
    unpriced: z.int().meta({ description: 'Accounts that know no price for it now.' }),
    accounts: z.array(PositionOfAccount).meta({ description: 'Largest cost first; members see their own.' }),
  }),
);
