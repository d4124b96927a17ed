import { canonical, isDecimalText, type DecimalText } from '../../domain/decimal.ts';

/** Reads fields of a JSON body; the first trouble is kept in `problem`, and a stand-in is returned. */
export interface BodyReader {
  readonly problem: () => string | null;
  complain(problem: string): void;
  has(field: string): boolean;
  text(field: string): string;
  optionalText(field: string): string | undefined;
  optionalNumber(field: string, atLeast: number, atMost?: number): number | undefined;
  flag(field: string): boolean;
  amount(field: string): DecimalText;
  oneOf<T extends string>(field: string, allowed: readonly T[]): T | undefined;
  /** A map from text to decimals, such as balances. */
  amounts(field: string): Readonly<Record<string, DecimalText>>;
  texts(field: string): readonly string[] | undefined;
}

export function readBody(text: string, known: readonly string[]): BodyReader {
  let problem: string | null = null;
  const complain = (what: string): void => {
    problem ??= what;
  };
  const body = parseObject(text);
  if (body === null) complain('the body must be a JSON object');
  for (const field of Object.keys(body ?? {})) if (!known.includes(field)) complain(`${field}: unknown field`);
  const at = (field: string): unknown => body?.[field];
  const has = (field: string): boolean => at(field) !== undefined && at(field) !== null;
  const isAmount = (value: unknown): value is string => typeof value === 'string' && isDecimalText(value);

  const reader: BodyReader = {
    problem: () => problem,
    complain,
    has,
    text: (field) => {
      const value = at(field);
      if (typeof value === 'string' && value !== '') return value;
      complain(`${field}: expected text`);
      return '';
    },
    optionalText: (field) => (has(field) ? reader.text(field) : undefined),
    optionalNumber: (field, atLeast, atMost = Infinity) => {
      const value = at(field);
      if (!has(field)) return undefined;
      if (typeof value === 'number' && value >= atLeast && value <= atMost) return value;
      complain(`${field}: expected a number of at least ${String(atLeast)} and at most ${String(atMost)}`);
      return undefined;
    },
    flag: (field) => {
      const value = at(field);
      if (typeof value !== 'boolean') complain(`${field}: expected true or false`);
      return value === true;
    },
    amount: (field) => {
      const value = at(field);
      if (isAmount(value)) return canonical(value);
      complain(`${field}: expected a decimal number as text`);
      return '0';
    },
    oneOf: (field, allowed) => {
      const value = at(field);
      const found = allowed.find((one) => one === value);
      if (found === undefined) complain(`${field}: expected one of ${allowed.join(', ')}`);
      return found;
    },
    amounts: (field) => {
      const value = at(field) ?? {};
      if (typeof value === 'object' && Object.values(value).every(isAmount)) return value as Record<string, string>;
      complain(`${field}: expected decimal numbers as text, by asset`);
      return {};
    },
    texts: (field) => {
      const value = at(field);
      if (!has(field)) return undefined;
      if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) return value;
      complain(`${field}: expected a list of texts`);
      return undefined;
    },
  };
  return reader;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
