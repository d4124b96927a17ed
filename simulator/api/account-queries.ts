import { dividedBy, isZero, plus, times, type DecimalText } from '../../domain/decimal.ts';
import { fixed } from '../amounts.ts';
import type { Account } from '../book/book.ts';
import { preciseNowMs } from '../clock.ts';
import type { Exchange } from '../exchange.ts';
import { assetDecimals, findAsset } from '../market/assets.ts';
import { pairs } from '../market/pairs.ts';
import type { PrivateCall } from './private-call.ts';
import { refuse, succeed, type Reply } from './reply.ts';

const held = (account: Account): (readonly [string, DecimalText])[] =>
  [...account.balances].filter(([, amount]) => !isZero(amount));

export const balance = ({ apiKey }: PrivateCall): Reply =>
  succeed(
    Object.fromEntries(held(apiKey.account).map(([asset, amount]) => [asset, fixed(amount, assetDecimals(asset))])),
  );

export const extendedBalance = ({ apiKey }: PrivateCall): Reply =>
  succeed(
    Object.fromEntries(
      held(apiKey.account).map(([asset, amount]) => {
        const places = assetDecimals(asset);
        const hold = apiKey.account.holds.get(asset) ?? '0';
        return [asset, { balance: fixed(amount, places), hold_trade: fixed(hold, places) }];
      }),
    ),
  );

/** The account's worth in one asset; what has no price against USD counts nothing. */
export function tradeBalance({ exchange, apiKey, params }: PrivateCall): Reply {
  const unit = findAsset(params.get('asset') ?? 'ZUSD');
  if (unit === null) return refuse('EQuery:Unknown asset');
  const unitUsd = usdPrice(exchange, unit.id);
  if (unitUsd === null) return refuse('EQuery:Unknown asset');
  const worthUsd = held(apiKey.account).reduce(
    (sum, [asset, amount]) => plus(sum, times(amount, usdPrice(exchange, asset) ?? '0')),
    '0',
  );
  const worth = fixed(dividedBy(worthUsd, unitUsd), 4);
  const none = '0.0000';
  return succeed({ eb: worth, tb: worth, m: none, uv: none, n: none, c: none, v: none, e: worth, mf: worth });
}

const usdPairs = new Map([...pairs.values()].filter((p) => p.rules.quote === 'ZUSD').map((p) => [p.rules.base, p]));

function usdPrice(exchange: Exchange, asset: string): DecimalText | null {
  if (asset === 'ZUSD') return '1';
  const pair = usdPairs.get(asset);
  return pair === undefined ? null : exchange.market.last(pair, preciseNowMs());
}

export const apiKeyInfo = ({ apiKey }: PrivateCall): Reply =>
  succeed({
    api_key_name: apiKey.account.name,
    api_key: apiKey.key,
    nonce: String(apiKey.lastNonce),
    nonce_window: '0',
    permissions: [...apiKey.permissions],
    iban: '',
    valid_until: '0',
    query_from: '0',
    query_to: '0',
    created_time: String(Math.floor(apiKey.createdAtMs / 1_000)),
    modified_time: String(Math.floor(apiKey.createdAtMs / 1_000)),
    ip_allowlist: [],
    last_used: String(Math.floor(Date.now() / 1_000)),
  });
