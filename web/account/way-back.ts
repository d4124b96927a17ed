import type { AccountView } from '../api/types.ts';
import { codedReasonInWords } from '../words/reason-words.ts';

interface Trouble {
  /** Why it does not trade as it should. */
  readonly why: string;
  /** What a person can do about it. */
  readonly wayBack: string;
}

const ofAll = /^(?:GLOBAL_|all accounts are )/;

/** Empty when it trades, or observes, as it should. */
export function troublesOf(account: AccountView): readonly Trouble[] {
  const standing = whatStopsIt(account);
  if (account.needsReview.length === 0) return standing === null ? [] : [standing];
  const review = {
    why: 'An order of unknown outcome blocks further buys of its symbol.',
    wayBack: 'Look for it at the exchange and settle it below.',
  };
  return standing === null ? [review] : [standing, review];
}

function whatStopsIt(account: AccountView): Trouble | null {
  if (account.connection === 'credentials-missing')
    return { why: 'It has no exchange key yet.', wayBack: 'Add the key below.' };
  if (!account.isRunning)
    return account.config?.enabled === false
      ? { why: 'It is disabled: it trades nothing and keeps what it owns.', wayBack: 'Enable it to go on.' }
      : { why: 'It is stopped: it trades nothing and keeps what it owns.', wayBack: 'Start it to go on.' };
  const why = account.reason === null ? null : sentence(codedReasonInWords(account.reason));
  if (account.connection === 'not-connected')
    return {
      why: why ?? 'The exchange does not answer.',
      wayBack: 'It tries again by itself; if the exchange refused the key, replace it below.',
    };
  return account.tradingState === 'active' ? null : byState(account, why);
}

function byState({ tradingState, ownTradingState, reason }: AccountView, why: string | null): Trouble {
  if ((reason !== null && ofAll.test(reason)) || ownTradingState === 'active')
    return {
      why: why ?? `All accounts are ${tradingState === 'halted' ? 'halted' : 'set to sell only'}.`,
      wayBack: 'The owner ends that for all accounts on the overview.',
    };
  return tradingState === 'halted'
    ? {
        why: why ?? 'It is halted: it neither buys nor sells.',
        wayBack: 'Set "May trade" to "Buys and sells" to go on.',
      }
    : { why: why ?? 'It sells and does not buy.', wayBack: 'Set "May trade" to "Buys and sells" to let it buy again.' };
}

const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
