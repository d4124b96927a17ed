import type { ExternalIntent } from '../../domain/trade-intent.ts';
import {
  intentSignal,
  liquidateUpdate,
  stateQuery,
  submitIntentUpdate,
  submitOrderUpdate,
} from '../../workflows/messages.ts';
import type { Cast, CastAccount } from './cast.ts';
import { externalIntent, numberedIntent } from './intents.ts';
import type { Notes } from './notes.ts';
import type { Action, Plan, PlannedIntent, Telling } from './plan-types.ts';
import { insist } from './until.ts';

type OwnOrder = Extract<Action, { do: 'own-order' }>;

/** Numbers of the group that no master numbers. */
const toldEpochMs = 1;

/** Whatever asks accounts to trade. Each request is repeated until something answers: the server may be dead. */
export function createTradeHand(plan: Plan, cast: Cast, notes: Notes) {
  const handedOut = new Map<string, { readonly intent: ExternalIntent; sequence: number | null }>();
  let toldSequence = 0;
  const account = (accountId: string): CastAccount => {
    const found = cast.accounts.get(accountId);
    if (found === undefined) throw new Error(`no account ${accountId}`);
    return found;
  };
  const followersOf = (group: number): readonly string[] =>
    plan.accounts.filter((planned) => planned.group === group).map(({ accountId }) => accountId);
  const now = (planned: PlannedIntent): ExternalIntent =>
    externalIntent(planned, notes.prices.get(planned.symbol) ?? '1');

  async function submitTo(group: number, intent: ExternalIntent): Promise<number | null> {
    const master = cast.masters[group];
    if (master === undefined) throw new Error(`no master of group ${String(group)}`);
    const result = await insist(() => master.executeUpdate(submitIntentUpdate, { args: [intent] }));
    return result.duplicate ? null : result.sequence;
  }

  return {
    submit: async (planned: PlannedIntent): Promise<void> => {
      const intent = now(planned);
      const known = { intent, sequence: null as number | null };
      handedOut.set(planned.intentId, known);
      notes.intents.set(planned.intentId, followersOf(planned.group));
      known.sequence = await submitTo(planned.group, intent);
    },

    /** The same intent again, with its number: nobody may act on it twice. */
    repeat: async (intentId: string, to: 'master' | 'followers'): Promise<void> => {
      const known = handedOut.get(intentId);
      const [first, ...others] = notes.intents.get(intentId) ?? [];
      if (known === undefined || first === undefined) return;
      const { group } = account(first).planned;
      if (to === 'master') {
        await submitTo(group, known.intent);
        return;
      }
      const { seen } = await insist(() => account(first).handle.query(stateQuery));
      if (known.sequence === null || seen.epochMs === 0) return;
      const signal = numberedIntent(known.intent, known.sequence, seen.epochMs);
      await Promise.all(
        [first, ...others].map((accountId) => insist(() => account(accountId).handle.signal(intentSignal, signal))),
      );
    },

    tell: async (planned: readonly PlannedIntent[], orders: readonly Telling[]): Promise<void> => {
      const intents = planned.map((one) => numberedIntent(now(one), ++toldSequence, toldEpochMs));
      for (const { intentId, group } of planned) notes.intents.set(intentId, followersOf(group));
      await Promise.all(
        orders.map(async ({ accountId, indices }) => {
          for (const index of indices) {
            const intent = intents[index];
            if (intent !== undefined) await insist(() => account(accountId).handle.signal(intentSignal, intent));
          }
        }),
      );
    },

    ownOrder: async ({ accountId, orderId, symbol, side, amount }: OwnOrder): Promise<void> => {
      notes.ownOrders.push({ accountId, orderId });
      const size =
        side === 'buy' ? ({ kind: 'quote', amount } as const) : ({ kind: 'fraction', fraction: amount } as const);
      const request = { orderId, symbol, side, size, requestedAtMs: Date.now() };
      await insist(() => account(accountId).handle.executeUpdate(submitOrderUpdate, { args: [request] }));
    },

    liquidate: async (accountId: string, requestId: string): Promise<void> => {
      await insist(() => account(accountId).handle.executeUpdate(liquidateUpdate, { args: [requestId] }));
    },
  };
}
