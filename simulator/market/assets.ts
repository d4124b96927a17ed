import { readFileSync } from 'node:fs';

export interface Asset {
  /** Kraken's own code, such as `XXBT`. */
  readonly id: string;
  /** Kraken's second spelling, such as `XBT`. */
  readonly altname: string;
  /** What everybody else says, such as `BTC`. */
  readonly common: string;
  readonly decimals: number;
  readonly displayDecimals: number;
}

const file = new URL('../data/assets.json', import.meta.url);
export const assets = JSON.parse(readFileSync(file, 'utf8')) as readonly Asset[];

const byName = new Map(assets.flatMap((asset) => [asset.common, asset.altname, asset.id].map((name) => [name, asset])));
/** Staked, earning or held balances: `ETH2.S`, `XBT.F`, `USD.HOLD`. */
const variantPattern = /^[A-Z0-9]+\.[A-Z]+$/;

/** Kraken's code for an asset in any spelling; null when there is no such asset. */
export const assetId = (name: string): string | null =>
  byName.get(name)?.id ?? (variantPattern.test(name) ? name : null);

export const findAsset = (name: string): Asset | null => byName.get(name) ?? null;
export const assetDecimals = (id: string): number => byName.get(id)?.decimals ?? 8;
