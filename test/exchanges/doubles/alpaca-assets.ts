import { readFileSync } from 'node:fs';

export interface AlpacaAsset {
  readonly symbol: string;
  readonly status: string;
  readonly class: string;
  readonly min_order_size: string;
  readonly min_trade_increment: string;
  readonly price_increment: string;
}

/** As `GET /v2/assets?asset_class=crypto` lists them. */
export const assets = JSON.parse(
  readFileSync(new URL('data/alpaca-assets.json', import.meta.url), 'utf8'),
) as readonly AlpacaAsset[];
