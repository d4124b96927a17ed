import { z } from 'zod';
import type { AccountConfig } from '../../domain/account-config.ts';
import { described } from './described.ts';
import { accountId, amount, exchange, role, usd } from './values.ts';

const none = 'null: no limit';
const percent = (about: string) => amount('percent', about).nullable();

const Sizing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('equity-proportional'), multiplier: amount('parts of the master’s share') }),
  z.strictObject({ kind: z.literal('fixed-quote'), amountUsd: usd() }),
  z.strictObject({ kind: z.literal('percent-of-equity'), percent: amount('percent') }),
]);

const Limits = z.strictObject({
  maxPositionUsd: usd(`of one symbol; ${none}`).nullable(),
  maxOrderUsd: usd(`of one order; ${none}`).nullable(),
  maxRiskPerTradePct: percent(`of the equity; ${none}`),
  maxDailyLossUsd: usd(`realized and unrealized since midnight UTC; ${none}`).nullable(),
  maxDailyTrades: z.int().nullable().meta({ description: 'Null: no limit.' }),
  maxDriftPct: percent(`how far a holding may be from what the latest order was to leave; ${none}`),
  stopTradingOnLoss: z.boolean(),
});

export const AccountConfigAnswer = described<AccountConfig>()(
  'AccountConfig',
  z.strictObject({
    accountId,
    name: z.string(),
    role,
    accountType: z.enum(['retail', 'investor']),
    exchange,
    sandbox: z
      .boolean()
      .exactOptional()
      .meta({ description: 'True: it trades play money at the exchange’s place for practice.' }),
    enabled: z.boolean(),
    description: z.string(),
    credentialName: z.string().meta({ description: '<NAME> in the names of the credential’s environment variables.' }),
    taskQueue: z.string().nullable().meta({ description: 'Its own worker’s queue; null: the common one.' }),
    sizing: Sizing,
    limits: Limits,
    maxSlippageBps: z.number().nullable().meta({
      description: 'How far an entry’s price may be from the master’s; null: 30 for BTC and ETH, 50 for others.',
    }),
    stopLossPct: percent('below the entry price, closes the position; null: none'),
    takeProfitPct: percent('above the entry price, closes the position; null: none'),
    trailingStopPct: percent('below the highest price since the entry, closes the position; null: none'),
  }),
);
