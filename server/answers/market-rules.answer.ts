import { z } from 'zod';
import type { MarketRules } from '../../domain/market-rules.ts';
import { described } from './described.ts';
import { amount, symbol } from './values.ts';

export const MarketRulesAnswer = described<MarketRules>()(
  'MarketRules',
  z.strictObject({
    symbol,
    base: z.string().meta({ examples: ['BTC'] }),
    quote: z.string().meta({ examples: ['USD'] }),
    active: z.boolean().meta({ description: 'False: the exchange takes no new orders here.' }),
    quantityStep: amount('base units'),
    priceTick: amount('quote units'),
    minimumQuantity: amount('base units'),
    minimumCost: amount('quote units'),
    takerFeeRate: amount('parts of the cost'),
  }),
);
