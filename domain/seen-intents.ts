import type { SeenIntents } from './account-state.ts';
import type { TradeIntent } from './trade-intent.ts';

/** Far more than can be under way at once; anything older is a duplicate by its sequence. */
const remembered = 1_000;
const idsRemembered = 200;
const ownKeysRemembered = 1_000;

export const noIntentsSeen: SeenIntents = {
  epochMs: 0,
  highestSequence: 0,
  recentSequences: [],
  recentIds: [],
  ownKeys: [],
};

type IntentKey = Pick<TradeIntent, 'intentId' | 'sequence' | 'epochMs'>;

export function isDuplicate(seen: SeenIntents, intent: IntentKey): boolean {
  if (seen.recentIds.includes(intent.intentId)) return true;
  if (intent.epochMs < seen.epochMs) return true;
  if (intent.epochMs > seen.epochMs) return false;
  return intent.sequence <= seen.highestSequence - remembered || seen.recentSequences.includes(intent.sequence);
}

/** A master that began a new numbering starts a new epoch; ids stay remembered over it. */
export function withSeen(seen: SeenIntents, intent: IntentKey): SeenIntents {
  const isNewEpoch = intent.epochMs > seen.epochMs;
  const sequences = isNewEpoch ? [] : seen.recentSequences;
  return {
    ...seen,
    epochMs: intent.epochMs,
    highestSequence: isNewEpoch ? intent.sequence : Math.max(seen.highestSequence, intent.sequence),
    recentSequences: [...sequences, intent.sequence].slice(-remembered),
    recentIds: [...seen.recentIds, intent.intentId].slice(-idsRemembered),
  };
}

/** The account's own orders are known by their key alone. */
export const isOwnKnown = ({ ownKeys, recentIds }: SeenIntents, key: string): boolean =>
  ownKeys.includes(key) || recentIds.includes(key);

export const withOwnKey = (seen: SeenIntents, key: string): SeenIntents => ({
  ...seen,
  ownKeys: [...seen.ownKeys, key].slice(-ownKeysRemembered),
});
