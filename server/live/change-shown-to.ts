import type { AccountEvent } from '../../domain/account-event.ts';
import type { DecisionRecord, IntentRecord } from '../../domain/decision-record.ts';
import type { JournalChange } from '../../store/journal.ts';
import { maySee, type Person } from '../person.ts';
import { decisionsShownTo } from '../what-is-shown.ts';

/** What one person learns of a change; null: nothing. */
export function changeShownTo(
  person: Person,
  change: JournalChange,
): DecisionRecord | IntentRecord | AccountEvent | null {
  switch (change.kind) {
    case 'intent':
      return intentShownTo(person, change.intent);
    case 'decision':
      if (!maySee(person, change.decision.accountId)) return null;
      return decisionsShownTo(person, [change.decision])[0] ?? null;
    case 'account-event':
      return maySee(person, change.event.accountId) ? change.event : null;
  }
}

/** Members learn of an intent once it was on its way to an account of theirs, and of no other account's. */
function intentShownTo(person: Person, intent: IntentRecord): IntentRecord | null {
  if (person.role === 'owner') return intent;
  const delivered = intent.delivered.filter((accountId) => maySee(person, accountId));
  const undelivered = intent.undelivered.filter(({ accountId }) => maySee(person, accountId));
  if (delivered.length + undelivered.length === 0) return null;
  return { ...intent, masterEquityBefore: null, delivered, undelivered };
}
