import { isPositive, plus, times, type DecimalText } from './decimal.ts';
import type { AssetBalance } from './account-snapshot.ts';

/** `ASSET/USD`, the market that values an asset. */
export const valuationSymbol = (asset: string): string => `${asset}/USD`;

export const assetsToValue = (balances: readonly AssetBalance[]): readonly string[] =>
  balances.filter((balance) => balance.asset !== 'USD' && isPositive(balance.total)).map((balance) => balance.asset);

/**
 * The value of all balances in USD at last prices; null when a priceable asset has no price.
 * @param unpriced assets without a USD market: they count as nothing
 */
export function equityUsd(
  balances: readonly AssetBalance[],
  prices: Readonly<Record<string, DecimalText>>,
  unpriced: readonly string[],
): DecimalText | null {
  let total: DecimalText = '0';
  for (const { asset, total: amount } of balances) {
    if (unpriced.includes(asset) || !isPositive(amount)) continue;
    const price = asset === 'USD' ? '1' : prices[valuationSymbol(asset)];
    if (price === undefined) return null;
    total = plus(total, times(amount, price));
  }
  return total;
}
