/** What each pair costs when a run begins, in USD. */
export const startPrices = { 'BTC/USD': 60_000, 'ETH/USD': 3_000, 'LTC/USD': 80 } as const;

export type PairName = keyof typeof startPrices;

export const pairNames = Object.keys(startPrices) as readonly PairName[];
