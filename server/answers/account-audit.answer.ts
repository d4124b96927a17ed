import { z } from 'zod';
import type { AccountAudit } from '../../domain/account-status.ts';
import { KeyPermissionsAnswer } from './account-status.answer.ts';
import { described } from './described.ts';
import { accountId, amount, connection, exchange, mode, role, tradingState, usd } from './values.ts';

export const accountAuditShape = {
  accountId,
  name: z.string(),
  role,
  exchange,
  sandbox: z.boolean(),
  enabled: z.boolean(),
  mode,
  tradingState,
  connection,
  reason: z.string().nullable(),
  equityUsd: usd('null: not known').nullable(),
  balances: z.array(
    z.strictObject({
      asset: z.string().meta({ examples: ['BTC'] }),
      total: amount('units of the asset'),
      free: amount('units of the asset'),
    }),
  ),
  permissions: KeyPermissionsAnswer.nullable(),
  allowsWithdrawal: z.boolean(),
};

export const AccountAuditAnswer = described<AccountAudit>()('AccountAudit', z.strictObject(accountAuditShape));
