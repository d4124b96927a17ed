import { parse } from 'lossless-json';
import { canonical } from '../domain/decimal.ts';
import type { DecimalText } from '../domain/decimal.ts';
import type { Json } from './venue.ts';

/** Numbers become their own text. Undefined: not JSON. */
export function parseJson(text: string): Json {
  try {
    return parse(text, null, { parseNumber: (digits) => digits }) as Json;
  } catch {
    return undefined;
  }
}

export const isRecord = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const field = (value: Json, name: string): Json =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Null for everything but non-empty text (numbers are text here). */
export const textOf = (value: Json): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const isListOfText = (value: Json): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Null for everything but a number; an exponent, as JSON allows it, is written out. */
export function decimalOf(value: Json): DecimalText | null {
  const text = textOf(value);
  return text !== null && /^-?\d+(\.\d+)?(e[+-]?\d{1,2})?$/i.test(text) ? canonical(text) : null;
}
