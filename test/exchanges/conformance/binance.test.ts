import type { RejectCode } from '../../../domain/order.ts';
import { startBinanceDouble } from '../doubles/binance.ts';
import { describeVenue } from './suite.ts';
import type { AnswerCase, RefusalCase } from './suite.ts';

const answered = (code: number, msg: string, status = 400): AnswerCase => ({
  name: `HTTP ${status} ${code} ${msg}`,
  status,
  body: JSON.stringify({ code, msg }),
});

type Told = readonly [code: number, msg: string, status?: number];
const final = (code: RejectCode, ...told: readonly Told[]): readonly RefusalCase[] =>
  told.map((error) => ({ ...answered(...error), code, again: false }));
const passing = (code: RejectCode, ...told: readonly Told[]): readonly RefusalCase[] =>
  told.map((error) => ({ ...answered(...error), code, again: true }));

const weightUsed =
  'Too much request weight used; current limit is 6000 request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.';
const banned =
  'Way too much request weight used; IP banned until 1763712000000. Please use WebSocket Streams for live updates to avoid bans.';

describeVenue({
  exchange: 'binance',
  startDouble: startBinanceDouble,
  rules: {
    symbol: 'BTC/USDT',
    base: 'BTC',
    quote: 'USDT',
    active: true,
    quantityStep: '0.00001',
    priceTick: '0.01',
    minimumQuantity: '0.00001',
    minimumCost: '10',
    takerFeeRate: '0.001',
  },
  price: '50000',
  quantity: '0.04',
  proves: { trade: true, withdraw: true },
  historyLength: 12,
  takesOrdersWithoutClientId: false,
  refusals: [
    ...final('INSUFFICIENT_FUNDS', [-2010, 'Account has insufficient balance for requested action.']),
    ...final(
      'BELOW_MINIMUM',
      [-1013, 'Filter failure: NOTIONAL'],
      [-1013, 'Filter failure: MIN_NOTIONAL'],
      [-2010, 'Price * QTY is zero or less.'],
    ),
    ...final(
      'INVALID_ORDER',
      [-1013, 'Filter failure: LOT_SIZE'],
      [-1013, 'Filter failure: PRICE_FILTER'],
      [-1013, 'Filter failure: PERCENT_PRICE_BY_SIDE'],
      [-1013, 'Filter failure: MAX_NUM_ORDERS'],
      [-1014, 'Unsupported order combination.'],
      [-1020, 'This operation is not supported.'],
      [-1100, "Illegal characters found in parameter 'quantity'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'."],
      [-1101, "Too many parameters; expected '8' and received '9'."],
      [-1102, "Mandatory parameter 'price' was not sent, was empty/null, or malformed."],
      [-1103, 'An unknown parameter was sent.'],
      [-1104, "Not all sent parameters were read; read '8' parameter(s) but was sent '9'."],
      [-1105, "Parameter 'price' was empty."],
      [-1106, "Parameter 'timeInForce' sent when not required."],
      [-1108, "Parameter 'quantity' overflowed."],
      [-1111, "Parameter 'quantity' has too much precision."],
      [-1114, 'TimeInForce parameter sent when not required.'],
      [-1115, 'Invalid timeInForce.'],
      [-1116, 'Invalid orderType.'],
      [-1117, 'Invalid side.'],
      [-1128, 'Combination of optional parameters invalid.'],
      [-1130, "Data sent for parameter 'side' is not valid."],
      [-2010, 'Market orders are not supported for this symbol.'],
      [-2010, 'Unsupported order combination'],
    ),
    ...final(
      'CREDENTIAL_REJECTED',
      [-1022, 'Signature for this request is not valid.'],
      [-2014, 'API-key format invalid.', 401],
    ),
    ...final(
      'PERMISSION_DENIED',
      [-1002, 'You are not authorized to execute this request.', 401],
      [-2015, 'Invalid API-key, IP, or permissions for action.', 401],
      [-2010, 'This action is disabled on this account.'],
      [-2010, 'This account may not place or cancel orders.'],
      [-2010, 'This symbol is not permitted for this account.'],
      [-2010, 'This symbol is restricted for this account.'],
    ),
    ...final('MARKET_UNKNOWN', [-1121, 'Invalid symbol.']),
    ...passing(
      'INVALID_NONCE',
      [-1021, 'Timestamp for this request is outside of the recvWindow.'],
      [-1021, "Timestamp for this request was 1000ms ahead of the server's time."],
    ),
    ...passing(
      'RATE_LIMITED',
      [-1003, weightUsed, 429],
      [-1003, banned, 418],
      [-1015, 'Too many new orders; current limit is 100 orders per 10 SECOND.', 429],
    ),
    ...passing(
      'MARKET_CLOSED',
      [-1013, 'Market is closed.'],
      [-2010, 'Market is closed.'],
      [-2010, 'Rest API trading is not enabled.'],
    ),
  ],
  unknowns: [
    answered(-2010, 'Duplicate order sent.'),
    answered(-1013, 'Duplicate order sent.'),
    answered(-2010, 'Something new.'),
    answered(-1010, 'ERROR_MSG_RECEIVED'),
    answered(-1000, 'An unknown error occurred while processing the request.'),
    answered(-1001, 'Internal error; unable to process your request. Please try again.'),
    answered(-1006, 'An unexpected response was received from the message bus. Execution status unknown.'),
    answered(
      -1007,
      'Timeout waiting for response from backend server. Send status unknown; execution status unknown.',
      504,
    ),
    answered(-1007, 'Timeout waiting for response from backend server. Send status unknown; execution status unknown.'),
    answered(-1008, 'Server is currently overloaded with other requests. Please try again in a few minutes.', 503),
    answered(-1016, 'This service is no longer available.'),
    answered(-9999, 'Something new.'),
    answered(-2010, 'Account has insufficient balance for requested action.', 500),
    answered(-2010, 'Account has insufficient balance for requested action.', 200),
    { name: 'HTTP 400 with a code and no text', status: 400, body: '{"code":-2010}' },
    { name: 'HTTP 429 with a web page', status: 429, body: '<html></html>' },
    { name: 'a success without an order id', body: '{"symbol":"BTCUSDT","clientOrderId":"x","transactTime":1}' },
    { name: 'a success with an order id that is no number', body: '{"symbol":"BTCUSDT","orderId":"","fills":[]}' },
  ],
});
