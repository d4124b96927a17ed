import { readFileSync } from 'node:fs';
import { dividedBy, type DecimalText } from '../../domain/decimal.ts';
import { assets } from './assets.ts';

/** One entry of AssetPairs, as Kraken sends it. */
export interface PairRecord {
  readonly altname: string;
  readonly wsname: string;
  readonly base: string;
  readonly quote: string;
  readonly cost_decimals: number;
  readonly pair_decimals: number;
  readonly lot_decimals: number;
  readonly fees: readonly (readonly [number, number])[];
  readonly fees_maker: readonly (readonly [number, number])[];
  readonly ordermin: DecimalText;
  readonly costmin: DecimalText;
  readonly tick_size: DecimalText;
  readonly status: PairStatus;
}

export const pairStatuses = ['online', 'cancel_only', 'post_only', 'limit_only', 'reduce_only'] as const;
export type PairStatus = (typeof pairStatuses)[number];

export interface Pair {
  readonly id: string;
  readonly rules: PairRecord;
  /** Share of the cost, first tier of the schedule. */
  readonly takerRate: DecimalText;
  readonly makerRate: DecimalText;
}

const file = new URL('../data/asset-pairs.json', import.meta.url);
const records = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, PairRecord>>;
const firstRate = (schedule: readonly (readonly [number, number])[]): DecimalText =>
  dividedBy(String(schedule[0]?.[1] ?? 0), '100');

export const pairs: ReadonlyMap<string, Pair> = new Map(
  Object.entries(records).map(([id, rules]) => [
    id,
    { id, rules, takerRate: firstRate(rules.fees), makerRate: firstRate(rules.fees_maker) },
  ]),
);

const commonOf = new Map(assets.flatMap((asset) => [asset.id, asset.altname].map((name) => [name, asset.common])));
const byName = new Map(
  [...pairs.values()].flatMap((pair) => {
    const common = [pair.rules.base, pair.rules.quote].map((id) => commonOf.get(id) ?? id);
    return [common.join('/'), pair.rules.wsname, pair.rules.altname, pair.id].map((name) => [name, pair]);
  }),
);

/** A pair by id (`XXBTZUSD`), altname (`XBTUSD`) or slash name (`XBT/USD`, `BTC/USD`). */
export const findPair = (name: string): Pair | null => byName.get(name) ?? null;
