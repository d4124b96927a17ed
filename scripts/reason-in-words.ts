import type { AccountEventCode } from '../domain/account-event.ts';
import type { RejectCode } from '../domain/order.ts';

type KnownMeanings = Readonly<Record<AccountEventCode | RejectCode, string>>;

/** What each code means to the person whose account it is. */
const meanings: Readonly<Record<string, string>> & KnownMeanings = {
  ANSWER_UNCLEAR: "the exchange's answer is unclear, the order is being looked for",
  BALANCE_SHORT: 'the exchange holds less than was bought: it is looked at again',
  BALANCE_UNKNOWN: 'the balance is not known',
  BELOW_MINIMUM: "the exchange refused it as below the market's minimum",
  CANCELLED_AT_EXCHANGE: 'cancelled at the exchange',
  CONFIGURED: 'new configuration from its file',
  CREDENTIALS_DEGRADED: 'its key may do less, or more, than it should',
  CREDENTIALS_MISSING: 'credentials not set',
  CREDENTIAL_REJECTED: 'the exchange refused the key',
  DAILY_LOSS_REACHED: "the day's loss limit is reached",
  DAILY_TRADES_REACHED: "the day's number of trades is reached",
  DRIFT: 'it holds something else than its orders left',
  DUST: 'too little to sell',
  EXTERNAL_ORDER: "an open order of somebody else's, left alone",
  EXTERNAL_REDUCTION: 'sold or withdrawn by hand: it no longer counts as owned',
  EXTERNAL_TRADE: 'a trade that no order of Lockstep made',
  GLOBAL_EXPOSURE_REACHED: 'its part of what all accounts may hold together is used up',
  GLOBAL_LOSS_REACHED: "the day's loss limit of all accounts together is reached",
  INSUFFICIENT_FREE_BALANCE: 'not enough free balance',
  INSUFFICIENT_FUNDS: 'the exchange refused it for lack of funds',
  INTENT_EXPIRED: 'too old to follow',
  INVALID_NONCE: "the exchange refused the request's nonce",
  INVALID_ORDER: 'the exchange refused the order',
  MARKET_CLOSED: "the exchange's market is closed",
  MARKET_INACTIVE: 'the market is not active',
  MARKET_UNKNOWN: 'the exchange has no such market',
  MAX_ORDER_REACHED: 'above the limit for an order',
  MAX_POSITION_REACHED: 'the limit for a position is reached',
  MAX_RISK_REACHED: 'above the risk allowed for a trade',
  MISSED_FILL: 'a fill that became known late: it counts now',
  MODE_CHANGED: 'switched between observe and live',
  MODE_OBSERVE: 'switched to observe before it could be sent',
  NEVER_REACHED_EXCHANGE: 'never reached the exchange',
  NOTHING_OWNED: 'nothing owned to sell',
  NOTIONAL_BELOW_MINIMUM: "below the exchange's minimum",
  NOT_CONNECTED: 'not connected to the exchange',
  NOT_RUNNING: 'the account was not running',
  NOT_SENT: 'not sent yet',
  ORDER_OPEN: 'its order is still under way',
  ORDER_UNRESOLVED: 'an earlier order on this symbol is not resolved',
  PARTIAL_FILL: 'its order filled in part',
  PERMISSION_DENIED: 'the key may not trade',
  PRICE_BEYOND_GUARD: "the price went beyond the guard around the master's",
  PRICE_UNKNOWN: 'no price is known',
  RATE_LIMITED: "the exchange's rate limit was hit",
  RESOLVED_BY_PERSON: 'settled by a person',
  SIMULATED_INTENT: 'the master only observed, so nothing was sent',
  TRADE_UNREADABLE: 'the trade could not be read',
  STATE_CHANGED: 'the trading state changed',
  SYMBOL_UNMAPPED: 'the exchange does not trade this symbol',
  TRADING_STATE_EXIT_ONLY: 'exit-only: no new entries',
  TRADING_STATE_HALTED: 'halted',
  UNEXPLAINED: 'for no known reason',
};

/** Such as `below the exchange's minimum (minimum 5, notional 3.20)`; empty when there is nothing to explain. */
export function reasonInWords(code: string | null, context: string): string {
  const details = contextInWords(context);
  if (code === null) return details;
  const words = meanings[code] ?? code;
  return details === '' ? words : `${words} (${details})`;
}

const named = /([\w.]+)=(.*?)(?= [\w.]+=|$)/g;
/** What these say is said by their value alone. */
const silent: ReadonlySet<string> = new Set(['cause', 'exchange', 'reason', 'symbol']);

/** Such as `limit 100, wanted 250` for `limit=100 wanted=250`; text without names stays as it is. */
function contextInWords(context: string): string {
  const parts = [...context.matchAll(named)].map(([, name = '', value = '']) => partInWords(name, value));
  return parts.length === 0 ? context : parts.join(', ');
}

function partInWords(name: string, value: string): string {
  const words = meanings[value] ?? value;
  if (name === 'by') return value === 'global' ? 'for all accounts' : `by ${words}`;
  return silent.has(name) ? words : `${name.replace(/_usd$/, ' in USD')} ${words}`;
}
