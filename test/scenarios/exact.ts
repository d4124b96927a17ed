/** A number kept whole as numerator and denominator: arithmetic that shares nothing with Lockstep's and rounds nothing. */
export interface Exact {
  readonly over: bigint;
  readonly under: bigint;
}

export function exact(text: string): Exact {
  const [, sign, whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (sign === undefined) throw new Error(`not a decimal number: ${text}`);
  return reduced(BigInt(`${sign}${whole}${fraction}`), 10n ** BigInt(fraction.length));
}

export const zero: Exact = { over: 0n, under: 1n };
export const add = (a: Exact, b: Exact): Exact => reduced(a.over * b.under + b.over * a.under, a.under * b.under);
export const subtract = (a: Exact, b: Exact): Exact => add(a, { over: -b.over, under: b.under });
export const multiply = (a: Exact, b: Exact): Exact => reduced(a.over * b.over, a.under * b.under);
export const divide = (a: Exact, b: Exact): Exact => reduced(a.over * b.under, a.under * b.over);
export const compare = (a: Exact, b: Exact): number => {
  const { over } = subtract(a, b);
  return over === 0n ? 0 : over < 0n ? -1 : 1;
};
export const sum = (amounts: readonly string[]): Exact => amounts.map(exact).reduce(add, zero);

/** Cut off after `places` decimals. */
export function inDecimals({ over, under }: Exact, places: number): string {
  const scaled = (over * 10n ** BigInt(places)) / under;
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
  return scaled < 0n ? `-${text}` : text;
}

function reduced(over: bigint, under: bigint): Exact {
  const common = greatestCommon(over < 0n ? -over : over, under < 0n ? -under : under);
  const sign = under < 0n ? -1n : 1n;
  return common === 0n ? { over: 0n, under: 1n } : { over: (sign * over) / common, under: (sign * under) / common };
}

function greatestCommon(a: bigint, b: bigint): bigint {
  let [one, other] = [a, b];
  while (other !== 0n) [one, other] = [other, one % other];
  return one;
}
