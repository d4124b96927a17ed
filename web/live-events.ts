import type { AccountEvent, DecisionRecord, TradeView } from './api/types.ts';

/** An intent as it was handed out; its accounts come with their decisions. */
export type LiveIntent = Omit<TradeView, 'accounts'> & Partial<Pick<TradeView, 'accounts'>>;
/** A decision, or a later word on it; the server adds its code in words. */
export type LiveDecision = DecisionRecord & { readonly why?: string };

export type LiveEvent =
  | { readonly kind: 'intent'; readonly intent: LiveIntent }
  | { readonly kind: 'decision'; readonly decision: LiveDecision }
  | { readonly kind: 'account-event'; readonly event: AccountEvent };

export const liveEventOf = (kind: LiveEvent['kind'], data: string): LiveEvent => {
  const value: unknown = JSON.parse(data);
  switch (kind) {
    case 'intent':
      return { kind, intent: value as LiveIntent };
    case 'decision':
      return { kind, decision: value as LiveDecision };
    case 'account-event':
      return { kind, event: value as AccountEvent };
  }
};

export const liveEventKinds = ['intent', 'decision', 'account-event'] as const satisfies readonly LiveEvent['kind'][];
