import type { Exchange } from '../exchange.ts';
import { assets, findAsset, type Asset } from '../market/assets.ts';
import { findPair, pairs, type Pair } from '../market/pairs.ts';
import { depth, ohlc, ticker, trades } from './market-data.ts';
import { refuse, succeed, type Reply } from './reply.ts';

type PublicEndpoint = (exchange: Exchange, params: URLSearchParams) => Reply;

export const publicEndpoints: ReadonlyMap<string, PublicEndpoint> = new Map<string, PublicEndpoint>([
  ['Time', () => succeed({ unixtime: Math.floor(Date.now() / 1_000), rfc1123: rfc1123(new Date()) })],
  ['SystemStatus', () => succeed({ status: 'online', timestamp: `${new Date().toISOString().slice(0, 19)}Z` })],
  ['Assets', (_, params) => assetList(params)],
  ['AssetPairs', pairList],
  ['Ticker', ticker],
  ['OHLC', ohlc],
  ['Depth', depth],
  ['Trades', trades],
]);

/** Kraken's spelling has two digits for the year and `+0000`. */
const rfc1123 = (now: Date): string =>
  now
    .toUTCString()
    .replace(/ \d\d(\d\d) /, ' $1 ')
    .replace('GMT', '+0000');

function assetList(params: URLSearchParams): Reply {
  const names = params.get('asset')?.split(',');
  const chosen = names === undefined ? assets : names.flatMap((name) => findAsset(name) ?? []);
  if (names !== undefined && chosen.length < names.length) return refuse('EQuery:Unknown asset');
  return succeed(Object.fromEntries(chosen.map((asset) => [asset.id, assetView(asset)])));
}

const assetView = ({ altname, decimals, displayDecimals }: Asset): Readonly<Record<string, unknown>> => ({
  aclass: 'currency',
  altname,
  decimals,
  display_decimals: displayDecimals,
  collateral_value: 1,
  status: 'enabled',
});

function pairList({ market }: Exchange, params: URLSearchParams): Reply {
  const names = params.get('pair')?.split(',');
  const chosen: readonly Pair[] =
    names === undefined ? [...pairs.values()] : names.flatMap((name) => findPair(name) ?? []);
  if (names !== undefined && chosen.length < names.length) return refuse('EQuery:Unknown asset pair');
  return succeed(Object.fromEntries(chosen.map((pair) => [pair.id, { ...pair.rules, status: market.status(pair) }])));
}
