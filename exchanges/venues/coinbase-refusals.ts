import type { ExchangeQueryError } from '../exchange.ts';
import type { Refusal } from '../venue.ts';

const final = (code: Refusal['code']): Refusal => ({ code, retryAfterMs: null });
const passing = (code: Refusal['code'], retryAfterMs: number): Refusal => ({ code, retryAfterMs });

/**
 * Reasons for which Coinbase made no order. Sources: the first two groups, `NewOrderFailureReason` and
 * `PreviewFailureReason` of Coinbase's reference of Create Order (a preview's reason begins with `PREVIEW_`,
 * which is left out here); the third, errors with an HTTP status, as seen in clients; see README.md.
 * Left out on purpose, as an order may exist: UNKNOWN_FAILURE_REASON, DUPLICATE_CLIENT_ORDER_ID, and
 * COMMANDER_REJECTED_NEW_ORDER, which may leave a failed order behind. Left out as never seen for spot orders
 * by base size: brackets, futures, quotes on request.
 */
const refusals: ReadonlyMap<string, Refusal> = new Map([
  ['INSUFFICIENT_FUND', final('INSUFFICIENT_FUNDS')],
  ['INSUFFICIENT_FUNDS', final('INSUFFICIENT_FUNDS')],
  ['INSUFFICIENT_LEDGER_BALANCE', final('INSUFFICIENT_FUNDS')],
  ['INVALID_BASE_SIZE_TOO_SMALL', final('BELOW_MINIMUM')],
  ['INVALID_QUOTE_SIZE_TOO_SMALL', final('BELOW_MINIMUM')],
  ['INVALID_BASE_SIZE_TOO_LARGE', final('INVALID_ORDER')],
  ['INVALID_QUOTE_SIZE_TOO_LARGE', final('INVALID_ORDER')],
  ['INVALID_PRICE_TOO_LARGE', final('INVALID_ORDER')],
  ['INVALID_SIZE_PRECISION', final('INVALID_ORDER')],
  ['INVALID_QUOTE_SIZE_PRECISION', final('INVALID_ORDER')],
  ['INVALID_PRICE_PRECISION', final('INVALID_ORDER')],
  ['INVALID_LIMIT_PRICE_PRECISION', final('INVALID_ORDER')],
  ['INVALID_LIMIT_PRICE', final('INVALID_ORDER')],
  ['INVALID_LIMIT_PRICE_POST_ONLY', final('INVALID_ORDER')],
  ['LIMIT_PRICE_TOO_FAR_FROM_MARKET', final('INVALID_ORDER')],
  ['LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_BUY', final('INVALID_ORDER')],
  ['LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_SELL', final('INVALID_ORDER')],
  ['INVALID_SIDE', final('INVALID_ORDER')],
  ['INVALID_ORDER_CONFIG', final('INVALID_ORDER')],
  ['UNSUPPORTED_ORDER_CONFIGURATION', final('INVALID_ORDER')],
  ['NON_NUMERIC_ORDER_SIZE', final('INVALID_ORDER')],
  ['INVALID_REQUEST', final('INVALID_ORDER')],
  ['INVALID_PRODUCT_ID', final('MARKET_UNKNOWN')],
  ['INELIGIBLE_PAIR', final('MARKET_UNKNOWN')],
  ['GEOFENCING_RESTRICTION', final('PERMISSION_DENIED')],
  ['COMPLIANCE_PURCHASE_LIMIT_EXCEEDED', final('PERMISSION_DENIED')],
  ['MAX_DAILY_VOLUME_NOTIONAL_BREACHED', final('PERMISSION_DENIED')],

  ['INVALID_LEDGER_BALANCE', passing('INSUFFICIENT_FUNDS', 10_000)],
  ['INVALID_NO_LIQUIDITY', passing('MARKET_CLOSED', 10_000)],
  ['MISSING_PRODUCT_PRICE_BOOK', passing('MARKET_CLOSED', 10_000)],
  ['NOT_ALLOWED_BY_MARKET_STATE', passing('MARKET_CLOSED', 10_000)],
  ['ORDER_ENTRY_DISABLED', passing('MARKET_CLOSED', 10_000)],
  ['UNTRADABLE_PRODUCT', passing('MARKET_CLOSED', 30_000)],
  ['TRADING_DISABLED', passing('MARKET_CLOSED', 30_000)],
  ['PRODUCT_TRADING_HALTED', passing('MARKET_CLOSED', 30_000)],

  ['INVALID_ARGUMENT', final('INVALID_ORDER')],
  ['PERMISSION_DENIED', final('PERMISSION_DENIED')],
  ['unknown: Missing required scopes', final('PERMISSION_DENIED')],
  // Coinbase is known to answer 401 to good keys at times, and when it is asked too often.
  ['UNAUTHENTICATED', passing('CREDENTIAL_REJECTED', 10_000)],
  ['RESOURCE_EXHAUSTED', passing('RATE_LIMITED', 2_000)],
  ['resource_exhausted', passing('RATE_LIMITED', 2_000)],
  ['rate_limit_exceeded', passing('RATE_LIMITED', 2_000)],
]);

/** An earlier send of the same order got through: the opposite of a refusal. */
const duplicate = /client_?order|duplicate|already/i;

/** Null unless every error is on the list. */
export function coinbaseRefusal(errors: readonly string[]): Refusal | null {
  if (errors.some((error) => duplicate.test(error))) return null;
  const found = errors.map(refusalOf);
  if (found.includes(null)) return null;
  // Of several, the one that would fail again decides.
  return found.find((refusal) => refusal?.retryAfterMs === null) ?? found[0] ?? null;
}

function refusalOf(error: string): Refusal | null {
  const [name = ''] = error.split(':');
  return refusals.get(error) ?? refusals.get(name.replace(/^PREVIEW_/, '')) ?? null;
}

const failures: Readonly<Record<string, ExchangeQueryError['reason']>> = {
  CREDENTIAL_REJECTED: 'credential-rejected',
  PERMISSION_DENIED: 'permission-denied',
  RATE_LIMITED: 'rate-limited',
};

export const queryFailure = (errors: readonly string[]): ExchangeQueryError['reason'] =>
  failures[coinbaseRefusal(errors)?.code ?? ''] ?? 'unavailable';
