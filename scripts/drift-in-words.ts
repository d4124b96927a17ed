import type { AccountStatus } from '../domain/account-status.ts';
import { isZero, rounded, times } from '../domain/decimal.ts';
import { reasonInWords } from './reason-in-words.ts';

/** One line for each symbol whose holding is not what its latest order was to leave. */
export const driftInWords = ({ accountId, drift }: Pick<AccountStatus, 'accountId' | 'drift'>): readonly string[] =>
  drift.map(({ symbol, target, actual, ratio, cause }) => {
    const meant = isZero(target) ? 'nothing' : `${target} (${rounded(times(ratio, '100'), 2)}% off)`;
    return `${accountId}: owns ${actual} ${symbol}, its latest order was to leave ${meant}: ${reasonInWords(cause, '')}`;
  });
