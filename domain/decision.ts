import type { DecimalText } from './decimal.ts';
import type { GuardVerdict, SizingStep } from './decision-record.ts';
import type { OrderPlan } from './order.ts';

/** What the guards said so far, and the sizing once it was done. */
export interface GuardTrail {
  readonly guards: readonly GuardVerdict[];
  readonly sizing: readonly SizingStep[];
}

export const emptyTrail: GuardTrail = { guards: [], sizing: [] };

/** What one account would do with one trade, its mode apart. */
export type Decision =
  | {
      readonly kind: 'order';
      readonly trail: GuardTrail;
      readonly plan: OrderPlan;
      readonly referencePrice: DecimalText | null;
    }
  | {
      readonly kind: 'stop';
      readonly trail: GuardTrail;
      readonly outcome: 'skipped' | 'denied' | 'expired';
      readonly code: string;
      readonly context: string;
    };

const outcomes = { skip: 'skipped', deny: 'denied', expire: 'expired' } as const;

export function stop(
  trail: GuardTrail,
  verdict: keyof typeof outcomes,
  guard: string,
  code: string,
  context: string,
): Decision {
  const guards: readonly GuardVerdict[] = [...trail.guards, { guard, verdict, context }];
  return { kind: 'stop', trail: { ...trail, guards }, outcome: outcomes[verdict], code, context };
}

export const go = (trail: GuardTrail, referencePrice: DecimalText | null, plan: OrderPlan): Decision => ({
  kind: 'order',
  trail,
  plan,
  referencePrice,
});
