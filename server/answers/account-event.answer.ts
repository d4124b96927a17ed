import { z } from 'zod';
import type { AccountEvent } from '../../domain/account-event.ts';
import type { TradeReport } from '../../domain/order.ts';
import { described } from './described.ts';
import { accountId, amount, context, epochMs, side, symbol } from './values.ts';

const TradeReportAnswer = described<TradeReport>()(
  'ExchangeTrade',
  z.strictObject({
    tradeId: z.string(),
    exchangeOrderId: z.string(),
    symbol,
    side,
    quantity: amount('base units'),
    cost: amount('quote units', 'without fees'),
    feeAsset: z.string().nullable(),
    feeAmount: amount('units of the fee’s asset'),
    atMs: epochMs(),
  }),
);

export const AccountEventAnswer = described<AccountEvent>()(
  'AccountEvent',
  z.strictObject({
    eventId: z.string(),
    accountId,
    atMs: epochMs('when it was seen'),
    code: z.enum([
      'EXTERNAL_REDUCTION',
      'EXTERNAL_TRADE',
      'EXTERNAL_ORDER',
      'MISSED_FILL',
      'MODE_CHANGED',
      'STATE_CHANGED',
      'CONFIGURED',
    ]),
    symbol: z.string().meta({ description: 'Empty for what concerns the whole account.', examples: ['BTC/USD'] }),
    context,
    trade: TradeReportAnswer.exactOptional(),
    reducedBy: amount('base units', 'by which the ledger was reduced; EXTERNAL_REDUCTION only').exactOptional(),
  }),
);
