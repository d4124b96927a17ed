/** Rules of three Coinbase products as its public list had them in April 2026; prices are the double's. */
export interface CoinbaseProduct {
  readonly productId: string;
  readonly base: string;
  readonly quote: string;
  readonly baseIncrement: string;
  readonly priceIncrement: string;
  readonly baseMinSize: string;
  readonly quoteMinSize: string;
}

const product = (base: string, quote: string, baseIncrement: string): CoinbaseProduct => ({
  productId: `${base}-${quote}`,
  base,
  quote,
  baseIncrement,
  priceIncrement: '0.01',
  baseMinSize: baseIncrement,
  quoteMinSize: '1',
});

export const coinbaseProducts: readonly CoinbaseProduct[] = [
  product('BTC', 'USD', '0.00000001'),
  product('BTC', 'USDC', '0.00000001'),
  product('ETH', 'USD', '0.00000001'),
];
