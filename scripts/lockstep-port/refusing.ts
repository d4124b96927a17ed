import { LockstepRefusal } from '../../server/lockstep.ts';
import { asRefusal } from '../failure-in-words.ts';
import { Refusal } from '../refusal.ts';

type Methods = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

/** The same methods, which reject with a {@link LockstepRefusal} of one line; mistakes in the program stay as they are. */
export const refusing = <T extends object>(methods: T & { [K in keyof T]: Methods[string] }): T =>
  Object.fromEntries(
    Object.entries<Methods[string]>(methods).map(([name, method]) => [
      name,
      async (...args: never[]) => {
        try {
          return await method(...args);
        } catch (error) {
          throw refusalOf(error);
        }
      },
    ]),
  ) as T;

function refusalOf(error: unknown): unknown {
  if (error instanceof LockstepRefusal || error instanceof TypeError || error instanceof ReferenceError) return error;
  const { kind, brief } = asRefusal(error);
  return new LockstepRefusal(kind, brief.replaceAll(/\s*\n\s*/g, ' '));
}

/** The same refusal, told of this account. */
export async function about<T>(accountId: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { exitCode, kind, brief } = asRefusal(error);
    throw new Refusal(`${accountId}: ${brief}`, exitCode, kind);
  }
}
