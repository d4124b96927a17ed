import { z } from 'zod';
import { accountAuditShape } from './account-audit.answer.ts';
import { described, type ReadOnly } from './described.ts';
import { accountId, epochMs, exchange, usd } from './values.ts';

const Audit = z.strictObject({
  accounts: z.array(
    z.strictObject({
      ...accountAuditShape,
      permissions: z.strictObject({
        trade: z.boolean().nullable(),
        withdraw: z.boolean().nullable(),
        provenAtMs: epochMs().nullable(),
      }),
      credentialSource: z.enum(['vault', 'environment']).nullable(),
      maskedKey: z.string().nullable(),
    }),
  ),
  totals: z
    .strictObject({
      usersUsd: usd(),
      masterUsd: usd(),
      overallUsd: usd(),
      byUser: z.array(z.strictObject({ name: z.string(), accountIds: z.array(accountId), usd: usd().nullable() })),
      byExchange: z.array(z.strictObject({ exchange, usd: usd().nullable() })),
      unknown: z.array(accountId).meta({ description: 'Accounts whose equity is not known: no total holds them.' }),
    })
    .meta({ description: 'Of real money whose amount is known.' }),
});

export type AuditDocument = ReadOnly<z.output<typeof Audit>>;

export const AuditAnswer = described<AuditDocument>()('Audit', Audit);
