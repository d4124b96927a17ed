import { z } from 'zod';
import { expected } from './expectations.ts';
import { canonical, isDecimalText, isLess, isMore, isPositive } from '../domain/decimal.ts';

/** Beyond this no amount is meant: it bounds the work on a hostile one. */
const longestAmount = 40;

/** An amount as `"0.05"` or as a plain JSON number; becomes the one canonical text. */
const amount = (expectation: string, accepts: (text: string) => boolean) =>
  z
    .union([z.string(), z.number()], { error: expected(expectation) })
    .transform((given, context) => {
      const text = textOf(given);
      if (text !== null && accepts(text)) return text;
      context.addIssue({ code: 'custom', message: `expected ${expectation}` });
      return z.NEVER;
    })
    .meta({
      description: `${expectation[0]?.toUpperCase()}${expectation.slice(1)}.`,
      examples: [/"(.+)"/.exec(expectation)?.[1] ?? '1'],
    });

function textOf(given: string | number): string | null {
  if (typeof given === 'number') return Number.isFinite(given) ? canonical(String(given)) : null;
  return given.length <= longestAmount && isDecimalText(given) ? canonical(given) : null;
}

export const PositiveAmount = amount('a decimal number above 0, such as "100.50"', isPositive);
export const AmountOrZero = amount('a decimal number of 0 or more, such as "100.50"', (text) => !isLess(text, '0'));
export const Percent = amount('a percentage above 0 and at most 100, such as "2.5"', (text) => upTo(text, '100'));
export const Fraction = amount('a fraction above 0 and at most 1, such as "0.2"', (text) => upTo(text, '1'));

const upTo = (text: string, most: string): boolean => isPositive(text) && !isMore(text, most);
