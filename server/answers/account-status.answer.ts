import { z } from 'zod';
import type { KeyPermissions } from '../../domain/account-snapshot.ts';
import type { PositionStatus } from '../../domain/account-status.ts';
import { described } from './described.ts';
import {
  accountId,
  amount,
  connection,
  epochMs,
  exchange,
  mode,
  role,
  side,
  symbol,
  tradingState,
  usd,
} from './values.ts';

export const KeyPermissionsAnswer = described<KeyPermissions>()(
  'KeyPermissions',
  z.strictObject({
    trade: z.boolean().nullable(),
    withdraw: z.boolean().nullable().meta({ description: 'Null: the exchange offers no proof.' }),
    provenAtMs: epochMs(),
  }),
);

const PositionStatusAnswer = described<PositionStatus>()(
  'Position',
  z.strictObject({
    symbol,
    ownedQuantity: amount('base units'),
    averagePrice: amount('quote units per base unit', 'fees included'),
    costBasis: amount('quote units', 'paid for what is owned, fees included'),
    unrealizedProfit: amount('quote units', 'null without a price').nullable(),
    isDust: z.boolean().meta({ description: 'Too little to sell: kept, and sold with the next purchase.' }),
  }),
);

const NeedsReview = z.strictObject({
  clientOrderId: z.string(),
  symbol,
  side,
  quantity: amount('base units'),
  since: epochMs('when the order became unclear'),
});

const Drift = z.strictObject({
  symbol,
  target: amount('base units', 'what the latest order was to leave'),
  actual: amount('base units'),
  ratio: amount('parts of the target', '|actual − target| / target, 4 decimals'),
  cause: z.string().meta({ examples: ['PARTIAL_FILL'] }),
});

export const accountStatusShape = {
  accountId,
  name: z.string(),
  role,
  exchange,
  sandbox: z.boolean().meta({ description: 'True: its money is not real.' }),
  mode,
  tradingState: tradingState.meta({ description: 'What holds: the stricter of its own and the one for all accounts.' }),
  ownTradingState: tradingState,
  connection,
  reason: z.string().nullable(),
  statusWord: z.string().meta({ examples: ['TRADING'] }),
  equityUsd: usd('the whole account, own coins included; null: not known').nullable(),
  equityAtMs: epochMs('when its exchange told what it holds; null: never').nullable(),
  quoteFree: amount('quote units', 'null: not known').nullable(),
  signalsObserved: z.int(),
  tradesCopied: z.int(),
  positions: z.array(PositionStatusAnswer),
  rehearsal: z
    .strictObject({
      positions: z.array(PositionStatusAnswer),
      profitUsd: usd('realized and unrealized, estimated fees included; null without a price').nullable(),
    })
    .nullable()
    .meta({ description: 'What it would hold by its observed orders; null in live, and before the first of them.' }),
  openOrders: z.int(),
  needsReview: z
    .array(NeedsReview)
    .meta({ description: 'Orders whose outcome nobody can prove: a person settles each.' }),
  drift: z.array(Drift).meta({ description: 'Only symbols that drift.' }),
  pnlTodayUsd: usd('since midnight UTC').nullable(),
  profitUsd: usd('realized and unrealized since the account began, fees included; null without a price').nullable(),
  permissions: KeyPermissionsAnswer.nullable(),
  allowsWithdrawal: z.boolean().meta({ description: 'A person lets it go live with a key that can withdraw.' }),
  queued: z.int().meta({ description: 'Trades and orders accepted and not yet decided.' }),
};
