import type { AccountAnswer } from '../account-answer.ts';

/** What accounts said of themselves, asked once for all who want to know. */
export interface AskedAccounts {
  /** @param keepMs how long an answer counts, about: not all that came together end together */
  of(accountId: string, keepMs: number): Promise<AccountAnswer>;
  /** What was said so far counts no more, by one account or by all. */
  forget(accountId?: string): void;
}

interface Kept {
  readonly answer: Promise<AccountAnswer>;
  /** Null: under way. */
  said: { readonly atMs: number; readonly tookMs: number; readonly isSilence: boolean } | null;
  /** Of the time that it is kept. */
  readonly share: number;
}

/** Silence is asked again as soon as one may. */
const silenceKeptMs = 1_000;

/** Who answers late is behind with trades: it is asked for a tenth of the time at most, and again within a minute. */
const restForAnswer = 10;
const restForSilence = 2;
const longestRestMs = 60_000;

export function askedAccounts(ask: (accountId: string) => Promise<AccountAnswer>): AskedAccounts {
  const kept = new Map<string, Kept>();
  const counts = ({ said, share }: Kept, keepMs: number): boolean => {
    if (said === null) return true;
    const counted = said.isSilence ? Math.min(keepMs, silenceKeptMs) : keepMs;
    const restMs = said.tookMs * (said.isSilence ? restForSilence : restForAnswer);
    return performance.now() - said.atMs < Math.max(counted * share, Math.min(restMs, longestRestMs));
  };
  return {
    of: (accountId, keepMs) => {
      const known = kept.get(accountId);
      if (known !== undefined && counts(known, keepMs)) return known.answer;
      const startedMs = performance.now();
      const asked: Kept = { answer: ask(accountId), said: null, share: 0.75 + Math.random() / 2 };
      kept.set(accountId, asked);
      asked.answer.then(
        ({ kind }) => {
          const atMs = performance.now();
          asked.said = { atMs, tookMs: atMs - startedMs, isSilence: kind === 'silent' };
        },
        () => {
          if (kept.get(accountId) === asked) kept.delete(accountId);
        },
      );
      return asked.answer;
    },
    forget: (accountId) => {
      if (accountId === undefined) kept.clear();
      else kept.delete(accountId);
    },
  };
}
