import { stepOf } from '../../simulator/amounts.ts';
import { assets } from '../../simulator/market/assets.ts';
import { pairs } from '../../simulator/market/pairs.ts';
import type { MarketRules } from '../../domain/market-rules.ts';
import { markets as binanceMarkets } from '../exchanges/doubles/binance-markets.ts';

const commonOf = new Map(assets.map(({ id, common }) => [id, common]));

const krakenRules = [...pairs.values()].map(({ rules, takerRate }): MarketRules => {
  const base = commonOf.get(rules.base) ?? rules.base;
  const quote = commonOf.get(rules.quote) ?? rules.quote;
  return {
    symbol: `${base}/${quote}`,
    base,
    quote,
    active: true,
    quantityStep: stepOf(rules.lot_decimals),
    priceTick: rules.tick_size,
    minimumQuantity: rules.ordermin,
    minimumCost: rules.costmin,
    takerFeeRate: takerRate,
  };
});

const binanceRules = binanceMarkets.map(
  ({ symbol, base, quote, tickSize, minQty, stepSize, minNotional }): MarketRules => ({
    symbol,
    base,
    quote,
    active: true,
    quantityStep: stepSize,
    priceTick: tickSize,
    minimumQuantity: minQty,
    minimumCost: minNotional,
    takerFeeRate: '0.001',
  }),
);

/** What Kraken and Binance published: fine and coarse steps, minimums in coins and in money, quotes other than dollars. */
export const recordedRules: readonly MarketRules[] = [...krakenRules, ...binanceRules];
