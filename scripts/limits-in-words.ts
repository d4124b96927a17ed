import type { Limits } from '../domain/account-config.ts';

/** Such as `at most 200 USD an order, 20 trades a day`. */
export function limitsInWords(limits: Limits): string {
  const usd = (amount: string | null, what: string): readonly string[] =>
    amount === null ? [] : [`${amount} USD ${what}`];
  const words = [
    ...usd(limits.maxOrderUsd, 'an order'),
    ...usd(limits.maxPositionUsd, 'a position'),
    ...(limits.maxRiskPerTradePct === null ? [] : [`${limits.maxRiskPerTradePct}% of equity at risk in a trade`]),
    ...(limits.maxDailyTrades === null ? [] : [`${limits.maxDailyTrades} trades a day`]),
    ...usd(limits.maxDailyLossUsd, 'lost in a day'),
  ];
  return words.length === 0 ? 'no limits' : `at most ${words.join(', ')}`;
}
