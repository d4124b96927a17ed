import { z } from 'zod';
import type { Execution } from '../../domain/execution.ts';
import type { AccountProfit, TotalProfit } from '../../domain/profit-report.ts';
import { described, type ReadOnly } from './described.ts';
import { accountId, amount, epochMs, exchange, milliseconds, role, side, symbol } from './values.ts';

const amounts = z.record(z.string(), amount('units of the asset')).meta({ description: 'By asset.' });

const figures = {
  trades: z.int(),
  fees: amounts,
  realizedProfit: amounts,
  unrealizedProfit: amounts.nullable().meta({ description: 'Null: nothing that is owned has a known price.' }),
  copied: z.int(),
  slippageAverageBps: amount('basis points', 'weighted by cost').nullable(),
  slippageWorstBps: amount('basis points').nullable(),
  delayP50Ms: milliseconds().nullable(),
  delayMaxMs: milliseconds().nullable(),
};

const ReportedPosition = z.strictObject({
  symbol,
  ownedQuantity: amount('base units'),
  costBasis: amount('quote units', 'fees included'),
  realizedProfit: amount('quote units', 'fees included'),
  feesInBase: amount('base units'),
  feesInQuote: amount('quote units'),
  quote: z.string().meta({ description: 'The asset of cost and profit.', examples: ['USD'] }),
  lastPrice: amount('quote units').nullable(),
  unrealizedProfit: amount('quote units', 'null without a price').nullable(),
});

const AccountProfitAnswer = described<Omit<AccountProfit, 'executions'>>()(
  'AccountProfit',
  z.strictObject({
    accountId,
    role,
    sandbox: z.boolean().meta({ description: 'Play money: in no total.' }),
    positions: z.array(ReportedPosition).meta({ description: 'The whole ledger at the end of the time.' }),
    unpriced: z.array(symbol).meta({ description: 'Owned, and without a known price.' }),
    earlierOrders: z.int().meta({ description: 'Orders of an earlier ledger: counted nowhere.' }),
    ...figures,
  }),
);

const TotalProfitAnswer = described<TotalProfit>()(
  'TotalProfit',
  z.strictObject({ accounts: z.int(), unpricedAccounts: z.array(accountId), ...figures }),
);

const ExecutionAnswer = described<Execution>()(
  'Execution',
  z.strictObject({
    accountId,
    atMs: epochMs(),
    exchange: exchange.nullable().meta({ description: 'Null for a trade by hand.' }),
    symbol,
    side,
    quantity: amount('base units'),
    averagePrice: amount('quote units'),
    cost: amount('quote units', 'without fees'),
    quote: z.string().meta({ examples: ['USD'] }),
    feeAsset: z.string().nullable(),
    feeAmount: amount('units of the fee’s asset'),
    realizedProfit: amount('quote units', 'fees included; null for a purchase').nullable(),
    source: z.enum(['copied', 'own', 'by-hand']),
    intentId: z.string().nullable(),
    exchangeOrderId: z.string().nullable(),
    slippageBps: amount('basis points', 'copied ones only, positive is worse').nullable(),
    delayMs: milliseconds('copied ones only').nullable(),
  }),
);

const Report = z.strictObject({
  range: z.strictObject({ fromMs: epochMs().nullable(), beforeMs: epochMs().nullable() }),
  accounts: z.array(AccountProfitAnswer),
  total: TotalProfitAnswer,
  executions: z.array(ExecutionAnswer).meta({ description: 'Oldest first.' }),
  csv: z.null(),
  notes: z.array(z.string()).meta({ description: 'What a person should know to trust it, one line each.' }),
});

export type ReportDocument = ReadOnly<z.output<typeof Report>>;

export const ReportAnswer = described<ReportDocument>()('Report', Report);
