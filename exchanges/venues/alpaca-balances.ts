import type { AssetBalance } from '../../domain/account-snapshot.ts';
import { larger, minus, smaller } from '../../domain/decimal.ts';
import { decimalOf, field, textOf } from '../json.ts';
import type { Json, Page, VenueQuery } from '../venue.ts';
import { alpacaGet } from './alpaca-requests.ts';

/** Dollars are told with the account, coins as positions. */
export const balances: readonly VenueQuery<Page<AssetBalance>>[] = [
  { request: alpacaGet('v2/account'), read: readCash },
  { request: alpacaGet('v2/positions'), read: readCoins },
];

/** `cash` is without what open orders hold; equity less positions is cash with it. */
function readCash(account: Json): Page<AssetBalance> | null {
  const asset = textOf(field(account, 'currency'));
  const cash = decimalOf(field(account, 'cash'));
  const spendable = decimalOf(field(account, 'non_marginable_buying_power'));
  const equity = decimalOf(field(account, 'equity'));
  const positions = decimalOf(field(account, 'position_market_value'));
  if (asset === null || cash === null || spendable === null || equity === null || positions === null) return null;
  const free = larger('0', smaller(cash, spendable));
  return { rows: [{ asset, total: larger(cash, minus(equity, positions)), free }], next: null };
}

function readCoins(positions: Json): Page<AssetBalance> | null {
  if (!Array.isArray(positions)) return null;
  const coins: AssetBalance[] = [];
  for (const row of positions as readonly Json[]) {
    const assetClass = textOf(field(row, 'asset_class'));
    if (assetClass === null) return null;
    // A stock may be called like a coin, and is none.
    if (assetClass !== 'crypto') continue;
    const asset = coinOf(textOf(field(row, 'symbol')) ?? '');
    const total = decimalOf(field(row, 'qty'));
    const free = decimalOf(field(row, 'qty_available'));
    if (asset === null || total === null || free === null) return null;
    coins.push({ asset, total, free: larger('0', free) });
  }
  return { rows: coins, next: null };
}

/** A coin is held as `BTCUSD` (older: `BTC/USD`), whatever it was bought with. */
const coinOf = (position: string): string | null => /^(.+?)\/?USD$/.exec(position)?.[1] ?? null;
