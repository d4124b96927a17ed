import type { AccountEvent, DecisionRecord, IntentRecord } from './api/types.ts';

export type LiveEvent =
  | { readonly kind: 'intent'; readonly intent: IntentRecord }
  | { readonly kind: 'decision'; readonly decision: DecisionRecord }
  | { readonly kind: 'account-event'; readonly event: AccountEvent };

export const liveEventKinds = ['intent', 'decision', 'account-event'] as const satisfies readonly LiveEvent['kind'][];

export function liveEventOf(kind: LiveEvent['kind'], data: string): LiveEvent {
  const value: unknown = JSON.parse(data);
  switch (kind) {
    case 'intent':
      return { kind, intent: value as IntentRecord };
    case 'decision':
      return { kind, decision: value as DecisionRecord };
    case 'account-event':
      return { kind, event: value as AccountEvent };
  }
}
