import type { RejectCode } from '../../../domain/order.ts';
import { startKrakenDouble } from '../doubles/kraken.ts';
import { describeVenue } from './suite.ts';
import type { AnswerCase, RefusalCase } from './suite.ts';

const answered = (...errors: readonly string[]): AnswerCase => ({
  name: errors.join(' and '),
  body: JSON.stringify({ error: errors }),
});

const final = (code: RejectCode, ...errors: readonly string[]): readonly RefusalCase[] =>
  errors.map((error) => ({ ...answered(error), code, again: false }));
const passing = (code: RejectCode, ...errors: readonly string[]): readonly RefusalCase[] =>
  errors.map((error) => ({ ...answered(error), code, again: true }));

describeVenue({
  exchange: 'kraken',
  startDouble: startKrakenDouble,
  rules: {
    symbol: 'BTC/USD',
    base: 'BTC',
    quote: 'USD',
    active: true,
    quantityStep: '0.00000001',
    priceTick: '0.1',
    minimumQuantity: '0.00005',
    minimumCost: '0.5',
    takerFeeRate: '0.004',
  },
  price: '50000',
  quantity: '0.04',
  proves: { trade: true, withdraw: true },
  historyLength: 60,
  takesOrdersWithoutClientId: true,
  refusals: [
    ...final('INSUFFICIENT_FUNDS', 'EOrder:Insufficient funds'),
    ...final('BELOW_MINIMUM', 'EOrder:Order minimum not met', 'EOrder:Cost minimum not met'),
    ...final(
      'INVALID_ORDER',
      'EOrder:Tick size check failed',
      'EOrder:Invalid price',
      'EOrder:Post only order',
      'EOrder:Margin allowance exceeded',
      'EOrder:Margin level too low',
      'EOrder:Margin position size exceeded',
      'EOrder:Insufficient margin',
      'EOrder:Positions limit exceeded',
      'EOrder:Reduce only:No position exists',
      'EGeneral:Invalid arguments:volume',
      'ETrade:Invalid request',
    ),
    ...final(
      'CREDENTIAL_REJECTED',
      'EAPI:Invalid key',
      'EAPI:Invalid signature',
      'EAuth:Account temporary disabled',
      'EAuth:Account unconfirmed',
      'ETrade:User Locked',
    ),
    ...final(
      'PERMISSION_DENIED',
      'EGeneral:Permission denied',
      'EAccount:Invalid permissions',
      'EOrder:Cannot open position',
      'EOrder:Cannot open opposing position',
      'EBM:limit exceeded:CAL',
    ),
    ...final('MARKET_UNKNOWN', 'EQuery:Unknown asset pair', 'EQuery:Invalid asset pair', 'EQuery:Unknown asset'),
    ...passing('INVALID_NONCE', 'EAPI:Invalid nonce'),
    ...passing(
      'RATE_LIMITED',
      'EAPI:Rate limit exceeded',
      'EOrder:Rate limit exceeded',
      'EOrder:Domain rate limit exceeded',
      'EOrder:Orders limit exceeded',
      'EOrder:Scheduled orders limit exceeded',
      'EAuth:Rate limit exceeded',
      'EAuth:Too many requests',
      'EGeneral:Temporary lockout',
    ),
    ...passing('MARKET_CLOSED', 'EService:Market in cancel_only mode', 'EService:Market in post_only mode'),
  ],
  unknowns: [
    ...[
      'EService:Timeout',
      'EService:Unavailable',
      'EService:Busy',
      'EService:Deadline elapsed',
      'EGeneral:Internal error',
      'EGeneral:Unknown error',
      'EGeneral:Too many requests',
      'EDatabase:Internal error',
      'EOrder:Duplicate order',
      'EOrder:cl_ord_id already in use',
      'EGeneral:Invalid arguments:cl_ord_id',
      'EOrder:Something new',
    ].map((error) => answered(error)),
    answered('EOrder:Insufficient funds', 'EService:Busy'),
    { name: 'a success without an order id', body: '{"error":[],"result":{"descr":{}}}' },
    { name: 'a success with an empty list of ids', body: '{"error":[],"result":{"txid":[]}}' },
    {
      name: 'a refusal beside an order id',
      body: '{"error":["EOrder:Insufficient funds"],"result":{"txid":["OAAAAA-BBBBB-CCCCCC"]}}',
    },
    { name: 'HTTP 400 with a refusal', status: 400, body: '{"error":["EOrder:Insufficient funds"]}' },
    { name: 'HTTP 429 with a web page', status: 429, body: '<html></html>' },
  ],
});
