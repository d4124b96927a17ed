import { z } from 'zod';

/** What nobody writes to, at any depth. */
export type ReadOnly<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Element)[]
    ? readonly ReadOnly<Element>[]
    : { readonly [Field in keyof T]: ReadOnly<T[Field]> };

/** As {@link ReadOnly}, and what may be left out is marked: else it could be missing on one side. */
type Marked<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Element)[]
    ? readonly Marked<Element>[]
    : {
        readonly [Field in keyof T]-?: object extends Pick<T, Field>
          ? { readonly mayBeLeftOut: Marked<Exclude<T[Field], undefined>> }
          : Marked<T[Field]>;
      };

/** Field by field, at any depth. */
export type IsSame<One, Other> = [Marked<One>] extends [Marked<Other>]
  ? [Marked<Other>] extends [Marked<One>]
    ? true
    : false
  : false;

type Agreeing<Schema extends z.ZodType, T> =
  IsSame<z.output<Schema>, T> extends true ? unknown : { readonly differsFrom: T };

/**
 * A named part of the API's document. It doesn't compile unless it describes the type field by field, so that neither
 * goes on without the other.
 */
export const described =
  <T>() =>
  <Schema extends z.ZodType>(name: string, schema: Schema & Agreeing<Schema, T>): z.ZodType<T> =>
    schema.meta({ id: name }) as unknown as z.ZodType<T>;

export const listOf = <T>(answer: z.ZodType<T>): z.ZodType<readonly T[]> => z.array(answer);
