import type { DecimalText } from '../domain/decimal.ts';

/** The number spelled with exactly `places` decimals; further ones are cut off, as Kraken prints balances. */
export function fixed(amount: DecimalText, places: number): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  return places === 0 ? whole : `${whole}.${fraction.slice(0, places).padEnd(places, '0')}`;
}

/** Decimals that carry value: 2 for `"1.250"`. */
export const decimalsOf = (amount: DecimalText): number => (amount.split('.')[1] ?? '').replace(/0+$/, '').length;

/** The smallest step with this many decimals: `"0.01"` for 2. */
export const stepOf = (places: number): DecimalText => (places === 0 ? '1' : `0.${'1'.padStart(places, '0')}`);

/** Whole ticks as a decimal: `(412, 1)` is `"41.2"`. */
export function ticksToDecimal(ticks: number, places: number): DecimalText {
  if (places === 0) return String(ticks);
  const digits = String(ticks).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
