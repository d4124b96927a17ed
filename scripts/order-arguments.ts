import { InvalidArgumentError } from 'commander';
import { canonical, isDecimalText, isMore, isPositive } from '../domain/decimal.ts';
import type { OrderSize } from '../domain/own-order.ts';
import type { Side } from '../domain/trade-intent.ts';
import { Refusal } from './refusal.ts';

/** @throws InvalidArgumentError */
export function positiveDecimal(text: string): string {
  if (text.length > 40 || !isDecimalText(text) || !isPositive(text)) {
    throw new InvalidArgumentError('Expected a decimal number above 0, such as 0.05.');
  }
  return canonical(text);
}

/** @throws InvalidArgumentError */
export function fractionText(text: string): string {
  const fraction = positiveDecimal(text);
  if (isMore(fraction, '1')) throw new InvalidArgumentError('Expected a fraction above 0 and at most 1, such as 0.2.');
  return fraction;
}

/** @throws InvalidArgumentError */
export function symbolText(text: string): string {
  const symbol = text.toUpperCase();
  if (!/^[A-Z0-9]{1,20}\/[A-Z0-9]{1,20}$/.test(symbol)) {
    throw new InvalidArgumentError('Expected BASE/QUOTE, such as BTC/USD.');
  }
  return symbol;
}

/** @throws InvalidArgumentError */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };

export interface SizeOptions {
  readonly quantity?: string;
  readonly quote?: string;
  readonly fraction?: string;
}

/** @throws Refusal as wrong usage, unless exactly one size is given and it fits the side */
export function orderSize(side: Side, { quantity, quote, fraction }: SizeOptions): OrderSize {
  const given = [quantity, quote, fraction].filter((size) => size !== undefined);
  if (given.length !== 1) throw new Refusal('expected exactly one of --quantity, --quote, --fraction', 2);
  if (quantity !== undefined) return { kind: 'quantity', quantity };
  if (quote !== undefined) return { kind: 'quote', amount: quote };
  if (side === 'buy') throw new Refusal('--fraction is a share of what is owned: it goes with sell only', 2);
  return { kind: 'fraction', fraction: fraction ?? '1' };
}
