import type { AccountStatus } from '../domain/account-status.ts';
import { reasonInWords } from './reason-in-words.ts';

type Reasoned = Pick<AccountStatus, 'accountId' | 'connection' | 'reason' | 'tradingState'>;

/** Such as `DAILY_LOSS_REACHED profit_usd=-51 limit=50`. */
const coded = /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)(?: (.*))?$/s;

/** What holds for all accounts, not for this one alone. */
const ofAll = /^(?:GLOBAL_|all accounts are )/;

/** A code and its context in words; anything else as it is. */
export function codedReasonInWords(reason: string): string {
  const [, code, context = ''] = coded.exec(reason) ?? [];
  return code === undefined ? reason : reasonInWords(code, context);
}

/** Why it does not trade as it should, with the way back; null when there is nothing to say. */
export function statusReasonInWords({ accountId, connection, reason, tradingState }: Reasoned): string | null {
  if (reason === null || connection !== 'connected') return reason;
  const words = codedReasonInWords(reason);
  if (ofAll.test(reason)) return `${words}; "state active --global" ends that`;
  const isItsOwn = tradingState === 'exit-only' && coded.test(reason);
  return isItsOwn ? `${words}; it sells, and buys again after "state active ${accountId}"` : words;
}
