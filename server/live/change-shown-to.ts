import type { AccountEvent } from '../../domain/account-event.ts';
import type { DecisionRecord, IntentRecord } from '../../domain/decision-record.ts';
import type { JournalChange } from '../../store/journal.ts';
import { maySee, type Person } from '../person.ts';
import { decisionsShownTo, intentShownTo } from '../what-is-shown.ts';

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
