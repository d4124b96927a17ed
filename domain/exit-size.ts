import { floorToStep, isLess, isPositive, minus, smaller, times, type DecimalText } from './decimal.ts';
import type { MarketRules } from './market-rules.ts';

export type ExitSize =
  { readonly kind: 'sell'; readonly quantity: DecimalText } | { readonly kind: 'dust'; readonly quantity: DecimalText };

/**
 * What to sell of what is owned. Closes all when the rest could not be sold any more.
 * @param wanted base units; more than is owned means all
 * @param price for the minimum cost; null checks the minimum quantity alone
 */
export function exitSize(
  owned: DecimalText,
  wanted: DecimalText,
  rules: MarketRules,
  price: DecimalText | null,
): ExitSize {
  const part = floorToStep(smaller(wanted, owned), rules.quantityStep);
  const rest = minus(owned, part);
  const all = floorToStep(owned, rules.quantityStep);
  const quantity = isPositive(rest) && isTooSmall(rest, rules, price) ? all : part;
  return isTooSmall(quantity, rules, price) ? { kind: 'dust', quantity } : { kind: 'sell', quantity };
}

function isTooSmall(quantity: DecimalText, rules: MarketRules, price: DecimalText | null): boolean {
  if (!isPositive(quantity) || isLess(quantity, rules.minimumQuantity)) return true;
  return price !== null && isLess(times(quantity, price), rules.minimumCost);
}
