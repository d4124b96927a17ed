type Decimal = string;

const usd = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const signedUsd = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', signDisplay: 'exceptZero' });
const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 8 });

// Formatted from the text itself, so that no digit is lost to a float.
const numeric = (text: Decimal) => text as `${number}`;

/** Such as `$1,234.50`; a dash for what is not known. */
export const money = (amount: Decimal | null): string => (amount === null ? '–' : usd.format(numeric(amount)));

/** Such as `+$12.00` or `-$3.10`. */
export const signedMoney = (amount: Decimal | null): string =>
  amount === null ? '–' : signedUsd.format(numeric(amount));

const cents = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumSignificantDigits: 6 });

/** Of one coin or share: `$62,410.10`, `$0.000012`, `0.0512 ETH`; a mean of fills may have more digits than a price. */
export function priceText(price: Decimal | null, symbol: string): string {
  if (price === null) return '–';
  const quote = symbol.split('/')[1] ?? '';
  if (quote !== 'USD') return `${quantityText(price)} ${quote}`.trim();
  return /^0(\.|$)/.test(price) ? cents.format(numeric(price)) : usd.format(numeric(price));
}

/** Such as `0.00125`. */
export const quantityText = (quantity: Decimal | null): string =>
  quantity === null ? '–' : plain.format(numeric(quantity));

const rounded = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 5 });

/** For lists, where the exact one is a press away: such as `0.23747`. */
export const roundedQuantity = (quantity: Decimal): string => rounded.format(numeric(quantity));

export const signOf = (amount: Decimal | null): -1 | 0 | 1 => {
  if (amount === null || !/[1-9]/.test(amount)) return 0;
  return amount.startsWith('-') ? -1 : 1;
};

const fractionOf = (amount: Decimal): string => amount.split('.')[1] ?? '';

const scaled = (amount: Decimal, decimals: number): bigint => {
  const [whole = '0'] = amount.split('.');
  return BigInt(whole + fractionOf(amount).padEnd(decimals, '0'));
};

/** Exactly; what is not known is left out, and null when nothing is known. */
export function sumOf(amounts: readonly (Decimal | null)[]): Decimal | null {
  const known = amounts.filter((amount) => amount !== null);
  if (known.length === 0) return null;
  const decimals = Math.max(0, ...known.map((amount) => fractionOf(amount).length));
  const total = known.reduce((sum, amount) => sum + scaled(amount, decimals), 0n);
  if (decimals === 0) return total.toString();
  const digits = (total < 0n ? -total : total).toString().padStart(decimals + 1, '0');
  return `${total < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
