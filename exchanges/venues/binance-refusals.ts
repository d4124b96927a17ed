import type { Refusal } from '../venue.ts';

const final = (code: Refusal['code']): Refusal => ({ code, retryAfterMs: null });
const passing = (code: Refusal['code'], retryAfterMs: number): Refusal => ({ code, retryAfterMs });

/**
 * Error codes after which Binance holds no such order, whatever the text beside them.
 * Source: errors.md and rest-api.md of Binance's spot API documentation, 2026-07; see README.md.
 * Left out on purpose, as an order may exist: -1000, -1001, -1006, -1007 (execution status unknown), -1008 (overloaded),
 * -1016 (shutting down), and -1010 and -2010, which carry what the matching engine said: see {@link engineRefusals}.
 */
const refusals: ReadonlyMap<string, Refusal> = new Map([
  ['-1002', final('PERMISSION_DENIED')],
  ['-1003', passing('RATE_LIMITED', 60_000)],
  ['-1013', final('INVALID_ORDER')],
  ['-1014', final('INVALID_ORDER')],
  ['-1015', passing('RATE_LIMITED', 10_000)],
  ['-1020', final('INVALID_ORDER')],
  ['-1021', passing('INVALID_NONCE', 1_000)],
  ['-1022', final('CREDENTIAL_REJECTED')],
  ['-1100', final('INVALID_ORDER')],
  ['-1101', final('INVALID_ORDER')],
  ['-1102', final('INVALID_ORDER')],
  ['-1103', final('INVALID_ORDER')],
  ['-1104', final('INVALID_ORDER')],
  ['-1105', final('INVALID_ORDER')],
  ['-1106', final('INVALID_ORDER')],
  ['-1108', final('INVALID_ORDER')],
  ['-1111', final('INVALID_ORDER')],
  ['-1114', final('INVALID_ORDER')],
  ['-1115', final('INVALID_ORDER')],
  ['-1116', final('INVALID_ORDER')],
  ['-1117', final('INVALID_ORDER')],
  ['-1121', final('MARKET_UNKNOWN')],
  ['-1128', final('INVALID_ORDER')],
  ['-1130', final('INVALID_ORDER')],
  ['-2014', final('CREDENTIAL_REJECTED')],
  ['-2015', final('PERMISSION_DENIED')],
]);

/** What stands beside -2010 and -1013 when the order itself was refused; the same source. */
const engineRefusals: ReadonlyMap<string, Refusal> = new Map([
  ['Account has insufficient balance for requested action.', final('INSUFFICIENT_FUNDS')],
  ['Filter failure: NOTIONAL', final('BELOW_MINIMUM')],
  ['Filter failure: MIN_NOTIONAL', final('BELOW_MINIMUM')],
  ['Price * QTY is zero or less.', final('BELOW_MINIMUM')],
  ['Market orders are not supported for this symbol.', final('INVALID_ORDER')],
  ['Unsupported order combination', final('INVALID_ORDER')],
  ['This action is disabled on this account.', final('PERMISSION_DENIED')],
  ['This account may not place or cancel orders.', final('PERMISSION_DENIED')],
  ['This symbol is not permitted for this account.', final('PERMISSION_DENIED')],
  ['This symbol is restricted for this account.', final('PERMISSION_DENIED')],
  ['Market is closed.', passing('MARKET_CLOSED', 10_000)],
  ['Rest API trading is not enabled.', passing('MARKET_CLOSED', 10_000)],
]);

const fromTheEngine: ReadonlySet<string> = new Set(['-1013', '-2010']);

/** An earlier send of the same order got through: the opposite of a refusal. */
const duplicate = /duplicate|already|cl_?ord|client.?order/i;

/** Binance tells one error at a time; null unless it is on the list. */
export function binanceRefusal(errors: readonly string[]): Refusal | null {
  const [error] = errors;
  if (error === undefined || errors.length > 1 || duplicate.test(error)) return null;
  const [, code = '', text = ''] = /^(-\d+) (.*)$/s.exec(error) ?? [];
  const said = fromTheEngine.has(code) ? engineRefusals.get(text) : undefined;
  return said ?? refusals.get(code) ?? null;
}

/** Not the key, not its address, or not for this: a query needs no right that a sound key could lack. */
export const saysKeyRefused = (errors: readonly string[]): boolean =>
  errors.length === 1 && errors[0]?.startsWith('-2015 ') === true;

export const saysNoSuchOrder = (errors: readonly string[]): boolean =>
  errors.length === 1 && errors[0]?.startsWith('-2013 ') === true;

/** Nothing of it is open any more, which is all that a cancel is for. */
export const saysNothingToCancel = (errors: readonly string[]): boolean =>
  errors.length === 1 && errors[0] === '-2011 Unknown order sent.';
