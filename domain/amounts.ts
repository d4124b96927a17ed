import { isZero, plus, type DecimalText } from './decimal.ts';

/** Amounts by asset; an asset without any is left out. */
export type Amounts = Readonly<Record<string, DecimalText>>;

export function amountsOf(parts: Iterable<readonly [asset: string, amount: DecimalText]>): Amounts {
  const sums = new Map<string, DecimalText>();
  for (const [asset, amount] of parts) sums.set(asset, plus(sums.get(asset) ?? '0', amount));
  return Object.fromEntries([...sums].filter(([, amount]) => !isZero(amount)).sort(byAsset));
}

export const sumOfAmounts = (many: readonly Amounts[]): Amounts => amountsOf(many.flatMap(Object.entries));

const byAsset = ([one]: readonly [string, string], [other]: readonly [string, string]): number =>
  one < other ? -1 : 1;
