import type { AccountEvent } from '../domain/account-event.ts';
import { reasonInWords } from './reason-in-words.ts';
import { codedReasonInWords } from './status-reason.ts';

/** Such as `BTC/USD: sold or withdrawn by hand, … (owned=0.5 balance=0.2)`. */
export function eventInWords({ symbol, code, context }: Pick<AccountEvent, 'symbol' | 'code' | 'context'>): string {
  const words = changeInWords(code, context) ?? reasonInWords(code, context);
  return symbol === '' ? words : `${symbol}: ${words}`;
}

/** A switch with who made it; null for other events, and for a context that is not worded like one. */
function changeInWords(code: AccountEvent['code'], context: string): string | null {
  const [, from, to, rest = ''] = /^from=(\S+) to=(\S+)(?: (.*))?$/s.exec(context) ?? [];
  if (from === undefined || to === undefined) return null;
  if (code === 'MODE_CHANGED')
    return `mode changed from ${from} to ${to}${rest === '' ? '' : ', with a key that may withdraw, as a person allowed'}`;
  return code === 'STATE_CHANGED' ? `trading state changed from ${from} to ${to}${byWhom(rest)}` : null;
}

const ofAll = 'by=global';
const ofAllBecause = `${ofAll} reason=`;

function byWhom(rest: string): string {
  if (rest === 'by=person') return ' by a person';
  if (rest === ofAll) return ' for all accounts';
  if (rest.startsWith(ofAllBecause)) return ` for all accounts: ${codedReasonInWords(rest.slice(ofAllBecause.length))}`;
  return rest.startsWith('by=') ? ` by itself: ${codedReasonInWords(rest.slice('by='.length))}` : '';
}
