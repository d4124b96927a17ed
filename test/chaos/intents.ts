import type { ExternalIntent, TradeIntent } from '../../domain/trade-intent.ts';
import type { PlannedIntent } from './plan-types.ts';

const masterEquity = 100_000;

/** The intent as it happens now, at the master's price of the moment. */
export function externalIntent(planned: PlannedIntent, price: string): ExternalIntent {
  const { intentId, symbol, side, share, exitFraction } = planned;
  const common = { intentId, symbol, side, occurredAtMs: Date.now() };
  if (share === null) {
    return { ...common, kind: 'exit', masterFill: null, masterEquityBefore: null, exitFraction };
  }
  const quantity = ((Number(share) * masterEquity) / Number(price)).toFixed(8);
  return {
    ...common,
    kind: 'entry',
    masterFill: { quantity, averagePrice: price },
    masterEquityBefore: String(masterEquity),
    exitFraction: null,
  };
}

export const numberedIntent = (intent: ExternalIntent, sequence: number, epochMs: number): TradeIntent => ({
  ...intent,
  sequence,
  epochMs,
  simulated: false,
});
