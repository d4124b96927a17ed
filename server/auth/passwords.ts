import { hash, verify } from '@node-rs/argon2';
import { ApiError } from '../api-error.ts';

export interface Passwords {
  /** As the store keeps it: argon2id with its salt and cost. */
  hash(password: string): Promise<string>;
  /** @param passwordHash null: of nobody; the answer is no, and takes as long */
  matches(password: string, passwordHash: string | null): Promise<boolean>;
}

export interface PasswordCost {
  readonly memoryKib: number;
  readonly passes: number;
}

/** Three passes over 64 MiB, after RFC 9106: some 0.2 seconds for whoever signs in, and for every guess. */
const usualCost: PasswordCost = { memoryKib: 64 * 1024, passes: 3 };
const mostWaiting = 20;

/** One at a time: guesses take neither all memory nor all cores from what trades. */
export function argonPasswords({ memoryKib, passes }: PasswordCost = usualCost): Passwords {
  const options = { memoryCost: memoryKib, timeCost: passes, parallelism: 1 };
  let lastInLine: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting >= mostWaiting) throw new ApiError(429, 'too many people sign in right now: try again in a moment');
    waiting += 1;
    const mine = lastInLine.then(work);
    lastInLine = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      waiting -= 1;
    }
  };
  const hashed = (password: string) => inTurn(() => hash(spelledOneWay(password), options));
  const ofNobody = hashed('nobody has this password');

  return {
    hash: hashed,
    matches: async (password, passwordHash) => {
      const compared = passwordHash ?? (await ofNobody);
      const isSame = await inTurn(() => verify(compared, spelledOneWay(password)));
      return isSame && passwordHash !== null;
    },
  };
}

/** Keyboards write the same letter in more than one way. */
const spelledOneWay = (password: string): string => password.normalize('NFKC');
