import type { AssetBalance, KeyPermissions } from '../../domain/account-snapshot.ts';
import { plus } from '../../domain/decimal.ts';
import { decimalOf, field, textOf } from '../json.ts';
import type { Json, Page, VenueQuery } from '../venue.ts';
import { nextCursor, rowsOf } from './coinbase-pages.ts';
import { privateGet } from './coinbase-requests.ts';

/**
 * One page of the key's wallets. One currency may have several: all are added up, and told after the last page.
 * @param earlier the wallets of the pages before
 */
export const walletsPage = (cursor = '', earlier: readonly AssetBalance[] = []): VenueQuery<Page<AssetBalance>> => ({
  request: privateGet('accounts', { limit: '250', ...(cursor !== '' && { cursor }) }),
  read(result) {
    const listed = rowsOf(result, 'accounts');
    const after = listed && nextCursor(result, listed.length, cursor);
    if (listed === null || after === null) return null;
    const wallets = [...earlier];
    for (const row of listed) {
      const wallet = readWallet(row);
      if (wallet === null) return null;
      wallets.push(wallet);
    }
    return after.cursor === null
      ? { rows: addedUp(wallets), next: null }
      : { rows: [], next: walletsPage(after.cursor, wallets) };
  },
});

const tradable = new Set(['ACCOUNT_TYPE_CRYPTO', 'ACCOUNT_TYPE_FIAT']);

/** Total is what is available and what orders hold. Coins in a vault and the like are apart, as `BTC.VAULT`. */
function readWallet(row: Json): AssetBalance | null {
  const currency = textOf(field(row, 'currency'));
  const type = textOf(field(row, 'type'));
  const free = decimalOf(field(field(row, 'available_balance'), 'value'));
  const held = decimalOf(field(field(row, 'hold'), 'value'));
  if (currency === null || type === null || free === null || held === null) return null;
  const asset = tradable.has(type) ? currency : `${currency}.${type.replace(/^ACCOUNT_TYPE_/, '')}`;
  return { asset, total: plus(free, held), free };
}

function addedUp(wallets: readonly AssetBalance[]): readonly AssetBalance[] {
  const byAsset = new Map<string, AssetBalance>();
  for (const { asset, total, free } of wallets) {
    const sum = byAsset.get(asset) ?? { asset, total: '0', free: '0' };
    byAsset.set(asset, { asset, total: plus(sum.total, total), free: plus(sum.free, free) });
  }
  return [...byAsset.values()];
}

export const permissions: VenueQuery<Omit<KeyPermissions, 'provenAtMs'>> = {
  request: privateGet('key_permissions'),
  read: (result) => ({
    trade: trueOrFalse(field(result, 'can_trade')),
    withdraw: trueOrFalse(field(result, 'can_transfer')),
  }),
};

const trueOrFalse = (value: Json): boolean | null => (typeof value === 'boolean' ? value : null);
