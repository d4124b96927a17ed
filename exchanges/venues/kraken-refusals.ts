import type { Refusal } from '../venue.ts';

const final = (code: Refusal['code']): Refusal => ({ code, retryAfterMs: null });
const passing = (code: Refusal['code'], retryAfterMs: number): Refusal => ({ code, retryAfterMs });

/**
 * Errors after which Kraken holds no such order; a suffix `:detail` may follow.
 * Sources: Kraken's pages on API and spot errors, directly or as quoted by others; see README.md.
 * Left out on purpose, as an order may exist: EService:Timeout, EService:Unavailable, EService:Busy,
 * EService:Deadline elapsed, EGeneral:Internal error, EGeneral:Unknown error, EDatabase:*, and
 * EGeneral:Too many requests, of which no source says whether it precedes acceptance.
 */
const refusals: ReadonlyMap<string, Refusal> = new Map([
  ['EOrder:Insufficient funds', final('INSUFFICIENT_FUNDS')],
  ['EOrder:Order minimum not met', final('BELOW_MINIMUM')],
  ['EOrder:Cost minimum not met', final('BELOW_MINIMUM')],
  ['EOrder:Tick size check failed', final('INVALID_ORDER')],
  ['EOrder:Invalid price', final('INVALID_ORDER')],
  ['EOrder:Post only order', final('INVALID_ORDER')],
  ['EOrder:Margin allowance exceeded', final('INVALID_ORDER')],
  ['EOrder:Margin level too low', final('INVALID_ORDER')],
  ['EOrder:Margin position size exceeded', final('INVALID_ORDER')],
  ['EOrder:Insufficient margin', final('INVALID_ORDER')],
  ['EOrder:Positions limit exceeded', final('INVALID_ORDER')],
  ['EOrder:Reduce only', final('INVALID_ORDER')],
  ['EGeneral:Invalid arguments', final('INVALID_ORDER')],
  ['ETrade:Invalid request', final('INVALID_ORDER')],
  // Our clock was ahead, and this answer has told the time.
  ['EGeneral:Invalid arguments:deadline', passing('INVALID_ORDER', 1_000)],

  ['EAPI:Invalid key', final('CREDENTIAL_REJECTED')],
  ['EAPI:Invalid signature', final('CREDENTIAL_REJECTED')],
  ['EAuth:Account temporary disabled', final('CREDENTIAL_REJECTED')],
  ['EAuth:Account unconfirmed', final('CREDENTIAL_REJECTED')],
  ['ETrade:User Locked', final('CREDENTIAL_REJECTED')],
  ['EGeneral:Permission denied', final('PERMISSION_DENIED')],
  ['EAccount:Invalid permissions', final('PERMISSION_DENIED')],
  ['EOrder:Cannot open position', final('PERMISSION_DENIED')],
  ['EOrder:Cannot open opposing position', final('PERMISSION_DENIED')],
  ['EBM:limit exceeded', final('PERMISSION_DENIED')],

  ['EQuery:Unknown asset pair', final('MARKET_UNKNOWN')],
  ['EQuery:Invalid asset pair', final('MARKET_UNKNOWN')],
  ['EQuery:Unknown asset', final('MARKET_UNKNOWN')],

  ['EAPI:Invalid nonce', passing('INVALID_NONCE', 500)],
  ['EAPI:Rate limit exceeded', passing('RATE_LIMITED', 5_000)],
  ['EOrder:Rate limit exceeded', passing('RATE_LIMITED', 5_000)],
  ['EOrder:Domain rate limit exceeded', passing('RATE_LIMITED', 5_000)],
  ['EOrder:Orders limit exceeded', passing('RATE_LIMITED', 30_000)],
  ['EOrder:Scheduled orders limit exceeded', passing('RATE_LIMITED', 30_000)],
  ['EAuth:Rate limit exceeded', passing('RATE_LIMITED', 60_000)],
  ['EAuth:Too many requests', passing('RATE_LIMITED', 60_000)],
  ['EGeneral:Temporary lockout', passing('RATE_LIMITED', 300_000)],
  ['EService:Market in cancel_only mode', passing('MARKET_CLOSED', 10_000)],
  ['EService:Market in post_only mode', passing('MARKET_CLOSED', 10_000)],
]);

/** An earlier send of the same order got through: the opposite of a refusal. */
const duplicate = /cl_?ord|client.?order|duplicate|already/i;

/** Null unless every error is on the list. */
export function krakenRefusal(errors: readonly string[]): Refusal | null {
  if (errors.some((error) => duplicate.test(error))) return null;
  const found = errors.map(refusalOf);
  if (found.includes(null)) return null;
  // Of several, the one that would fail again decides.
  return found.find((refusal) => refusal?.retryAfterMs === null) ?? found[0] ?? null;
}

function refusalOf(error: string): Refusal | null {
  const [category = '', text = ''] = error.split(':');
  return refusals.get(error) ?? refusals.get(`${category}:${text}`) ?? null;
}
