import type { RejectCode } from '../../../domain/order.ts';
import { startCoinbaseDouble } from '../doubles/coinbase.ts';
import { describeVenue } from './suite.ts';
import type { AnswerCase, RefusalCase } from './suite.ts';

/** An order that Coinbase says it didn't make, with status 200. */
const notMade = (reasons: Readonly<Record<string, string>>, beside: object = {}): AnswerCase => ({
  name: Object.entries(reasons)
    .map(([name, reason]) => `${name} ${reason}`)
    .join(', '),
  body: JSON.stringify({
    success: false,
    failure_reason: 'UNKNOWN_FAILURE_REASON',
    order_id: '',
    error_response: { error: 'UNKNOWN_FAILURE_REASON', message: '', error_details: '', ...reasons },
    ...beside,
  }),
});

const error = (status: number, name: string, message: string): AnswerCase => ({
  name: `HTTP ${status} ${name}: ${message}`,
  status,
  body: JSON.stringify({ error: name, error_details: message, message }),
});

const final = (code: RejectCode, ...cases: readonly AnswerCase[]): readonly RefusalCase[] =>
  cases.map((one) => ({ ...one, code, again: false }));
const passing = (code: RejectCode, ...cases: readonly AnswerCase[]): readonly RefusalCase[] =>
  cases.map((one) => ({ ...one, code, again: true }));

/** Coinbase names a reason in one field or another, or in all. */
const reason = (name: string): AnswerCase => notMade({ error: name, message: 'in its words' });
const newReason = (name: string): AnswerCase => notMade({ new_order_failure_reason: name });
const preview = (name: string): AnswerCase => notMade({ preview_failure_reason: `PREVIEW_${name}` });

describeVenue({
  exchange: 'coinbase',
  startDouble: startCoinbaseDouble,
  rules: {
    symbol: 'BTC/USD',
    base: 'BTC',
    quote: 'USD',
    active: true,
    quantityStep: '0.00000001',
    priceTick: '0.01',
    minimumQuantity: '0.00000001',
    minimumCost: '1',
    takerFeeRate: '0.012',
  },
  price: '50000',
  quantity: '0.04',
  proves: { trade: true, withdraw: true },
  historyLength: 5,
  takesOrdersWithoutClientId: false,
  refusals: [
    ...final(
      'INSUFFICIENT_FUNDS',
      notMade({ error: 'INSUFFICIENT_FUND', preview_failure_reason: 'PREVIEW_INSUFFICIENT_FUND' }),
      reason('INSUFFICIENT_FUNDS'),
      preview('INSUFFICIENT_LEDGER_BALANCE'),
      notMade({ error: 'TRADING_DISABLED', preview_failure_reason: 'PREVIEW_INSUFFICIENT_FUND' }),
    ),
    ...final('BELOW_MINIMUM', preview('INVALID_BASE_SIZE_TOO_SMALL'), preview('INVALID_QUOTE_SIZE_TOO_SMALL')),
    ...final(
      'INVALID_ORDER',
      reason('INVALID_SIZE_PRECISION'),
      newReason('INVALID_PRICE_PRECISION'),
      reason('INVALID_LIMIT_PRICE'),
      reason('INVALID_LIMIT_PRICE_POST_ONLY'),
      reason('LIMIT_PRICE_TOO_FAR_FROM_MARKET'),
      reason('LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_BUY'),
      reason('LIMIT_ORDER_PRICE_EXCEEDS_PRICE_BAND_ON_SELL'),
      reason('INVALID_SIDE'),
      reason('UNSUPPORTED_ORDER_CONFIGURATION'),
      reason('INVALID_REQUEST'),
      preview('INVALID_ORDER_CONFIG'),
      preview('NON_NUMERIC_ORDER_SIZE'),
      preview('INVALID_BASE_SIZE_TOO_LARGE'),
      preview('INVALID_QUOTE_SIZE_TOO_LARGE'),
      preview('INVALID_QUOTE_SIZE_PRECISION'),
      preview('INVALID_LIMIT_PRICE_PRECISION'),
      preview('INVALID_PRICE_TOO_LARGE'),
      error(400, 'INVALID_ARGUMENT', 'account is not available'),
    ),
    ...final('MARKET_UNKNOWN', reason('INVALID_PRODUCT_ID'), reason('INELIGIBLE_PAIR')),
    ...final(
      'PERMISSION_DENIED',
      reason('GEOFENCING_RESTRICTION'),
      preview('COMPLIANCE_PURCHASE_LIMIT_EXCEEDED'),
      preview('MAX_DAILY_VOLUME_NOTIONAL_BREACHED'),
      error(403, 'PERMISSION_DENIED', 'Missing required scopes'),
      error(403, 'unknown', 'Missing required scopes'),
    ),
    ...passing('INSUFFICIENT_FUNDS', reason('INVALID_LEDGER_BALANCE')),
    ...passing(
      'MARKET_CLOSED',
      reason('INVALID_NO_LIQUIDITY'),
      reason('ORDER_ENTRY_DISABLED'),
      reason('UNTRADABLE_PRODUCT'),
      newReason('TRADING_DISABLED'),
      newReason('PRODUCT_TRADING_HALTED'),
      preview('MISSING_PRODUCT_PRICE_BOOK'),
      preview('NOT_ALLOWED_BY_MARKET_STATE'),
    ),
    ...passing('CREDENTIAL_REJECTED', { name: 'HTTP 401 Unauthorized', status: 401, body: 'Unauthorized\n' }),
    ...passing(
      'RATE_LIMITED',
      error(429, 'RESOURCE_EXHAUSTED', 'too many requests'),
      error(429, 'resource_exhausted', 'too many requests'),
      {
        name: 'HTTP 429 in the older form',
        status: 429,
        body: '{"errors":[{"id":"rate_limit_exceeded","message":"Too many requests"}]}',
      },
    ),
  ],
  unknowns: [
    notMade({}),
    notMade({ new_order_failure_reason: 'UNKNOWN_FAILURE_REASON', message: 'Insufficient balance' }),
    reason('COMMANDER_REJECTED_NEW_ORDER'),
    reason('DUPLICATE_CLIENT_ORDER_ID'),
    newReason('DUPLICATE_CLIENT_ORDER_ID'),
    notMade({ error: 'INVALID_REQUEST', message: 'client_order_id is in use' }),
    notMade({ error: 'INVALID_REQUEST', message: 'an order like this exists already' }),
    reason('SOMETHING_NEW'),
    preview('SOMETHING_NEW'),
    notMade({ error: 'INSUFFICIENT_FUND', preview_failure_reason: 'PREVIEW_SOMETHING_NEW' }),
    { name: 'a refusal without a reason', body: '{"success":false}' },
    { name: 'a refusal beside an order id', body: notMade({ error: 'INSUFFICIENT_FUND' }, { order_id: 'one' }).body },
    {
      name: 'a refusal beside an order',
      body: notMade({ error: 'INSUFFICIENT_FUND' }, { success_response: { order_id: 'one' } }).body,
    },
    { name: 'a success without an order id', body: '{"success":true,"success_response":{"order_id":""}}' },
    { name: 'a success without an order', body: '{"success":true}' },
    { name: 'a success that is not a boolean', body: '{"success":"true","success_response":{"order_id":"one"}}' },
    {
      name: 'a success with two order ids',
      body: '{"success":true,"order_id":"one","success_response":{"order_id":"two"}}',
    },
    error(400, 'unknown', 'something went wrong'),
    error(400, 'INVALID_ARGUMENT', 'client_order_id has been used already'),
    error(404, 'NOT_FOUND', 'not found'),
    error(409, 'ALREADY_EXISTS', 'order exists'),
    error(500, 'INTERNAL', 'internal error'),
    error(500, 'INVALID_ARGUMENT', 'account is not available'),
    error(503, 'UNAVAILABLE', 'try again'),
    error(504, 'DEADLINE_EXCEEDED', 'deadline exceeded'),
    { name: 'HTTP 429 with a web page', status: 429, body: '<html></html>' },
    { name: 'HTTP 400 with another form of error', status: 400, body: '{"error":{"code":3}}' },
  ],
});
