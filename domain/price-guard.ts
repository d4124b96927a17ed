import { ceilToStep, dividedBy, floorToStep, minus, plus, times, type DecimalText } from './decimal.ts';
import type { AccountConfig } from './account-config.ts';
import type { MarketRules } from './market-rules.ts';
import type { Side } from './trade-intent.ts';

const tightGuardBases = new Set(['BTC', 'ETH']);

/** How far an entry's price may be from the reference, as a ratio such as `"0.003"`. */
export function guardRatio(config: Pick<AccountConfig, 'maxSlippageBps'>, base: string): DecimalText {
  const bps = config.maxSlippageBps ?? (tightGuardBases.has(base) ? 30 : 50);
  return dividedBy(String(bps), '10000');
}

/** The worst price an order may fill at: a buy's is rounded down to the tick, a sell's up. */
export function limitPriceFor(side: Side, reference: DecimalText, ratio: DecimalText, rules: MarketRules): DecimalText {
  return side === 'buy'
    ? floorToStep(times(reference, plus('1', ratio)), rules.priceTick)
    : ceilToStep(times(reference, minus('1', ratio)), rules.priceTick);
}
