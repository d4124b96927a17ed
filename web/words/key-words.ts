import type { AccountAudit } from '../api/types.ts';
import type { Tone } from './outcome-words.ts';
import { momentText } from './times.ts';

/** What the exchange says the key may do, and when it said so. */
export function keyInWords({
  connection,
  reason,
  permissions,
}: Pick<AccountAudit, 'connection' | 'reason' | 'permissions'>): { readonly words: string; readonly tone: Tone } {
  if (connection !== 'connected')
    return { words: `Not connected: ${reason ?? 'the exchange does not answer'}`, tone: 'bad' };
  if (permissions === null) return { words: 'What the key may do is not proven yet.', tone: 'quiet' };
  const proven = `proven ${momentText(permissions.provenAtMs)}`;
  if (permissions.withdraw === true)
    return { words: `This key can withdraw money: replace it by one that can't (${proven}).`, tone: 'bad' };
  if (permissions.trade === false)
    return { words: `This key may not trade: allow trading for it at the exchange (${proven}).`, tone: 'bad' };
  const trade = permissions.trade === null ? 'trading is not proven' : 'it trades';
  const withdraw = permissions.withdraw === null ? 'withdrawing is not proven' : "it can't withdraw";
  return {
    words: `The key works: ${trade}, ${withdraw} (${proven}).`,
    tone: permissions.trade === null || permissions.withdraw === null ? 'warning' : 'good',
  };
}
