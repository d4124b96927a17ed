import type { ExchangeName } from '../domain/account-config.ts';
import type { AccountAudit } from '../domain/account-status.ts';
import { plus, type DecimalText } from '../domain/decimal.ts';
import { money } from './output.ts';

/** In USD, of the accounts whose equity is known. Play money is nobody's: accounts for practice are left out. */
export interface AuditTotals {
  readonly usersUsd: DecimalText;
  readonly masterUsd: DecimalText;
  readonly overallUsd: DecimalText;
  /** Accounts of the same name are one person's; the master is nobody's user. Null: nothing of it is known. */
  readonly byUser: readonly {
    readonly name: string;
    readonly accountIds: readonly string[];
    readonly usd: DecimalText | null;
  }[];
  readonly byExchange: readonly { readonly exchange: ExchangeName; readonly usd: DecimalText | null }[];
  /** Accounts whose equity is not known: no total holds them. */
  readonly unknown: readonly string[];
}

export function auditTotals(audits: readonly AccountAudit[]): AuditTotals {
  const real = audits.filter(({ sandbox }) => !sandbox);
  const users = real.filter(({ role }) => role === 'user');
  const usersUsd = sumOf(users) ?? '0';
  const masterUsd = sumOf(real.filter(({ role }) => role === 'master')) ?? '0';
  return {
    usersUsd,
    masterUsd,
    overallUsd: plus(usersUsd, masterUsd),
    byUser: distinct(users.map(({ name }) => name)).map((name) => {
      const own = users.filter((user) => user.name === name);
      return { name, accountIds: own.map(({ accountId }) => accountId), usd: sumOf(own) };
    }),
    byExchange: distinct(real.map(({ exchange }) => exchange)).map((exchange) => ({
      exchange,
      usd: sumOf(real.filter((audit) => audit.exchange === exchange)),
    })),
    unknown: real.filter(({ equityUsd }) => equityUsd === null).map(({ accountId }) => accountId),
  };
}

/** Null when nothing is known. */
function sumOf(audits: readonly AccountAudit[]): DecimalText | null {
  const known = audits.flatMap(({ equityUsd }) => (equityUsd === null ? [] : [equityUsd]));
  return known.length === 0 ? null : known.reduce(plus, '0');
}

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** Users with several accounts, exchanges when there are several, and the sums, one line each. */
export function totalsInWords({
  usersUsd,
  masterUsd,
  overallUsd,
  byUser,
  byExchange,
  unknown,
}: AuditTotals): readonly string[] {
  const several = byUser.filter(({ accountIds }) => accountIds.length > 1);
  const usd = (amount: DecimalText | null): string => (amount === null ? 'not known' : `${money(amount)} USD`);
  return [
    ...several.map((user) => `${user.name} (${user.accountIds.join(', ')}): ${usd(user.usd)}`),
    ...(byExchange.length > 1
      ? [byExchange.map(({ exchange, usd: amount }) => `${exchange} ${usd(amount)}`).join(', ')]
      : []),
    `users ${money(usersUsd)} USD, master ${money(masterUsd)} USD, overall ${money(overallUsd)} USD`,
    ...(unknown.length === 0 ? [] : [`NOT COUNTED, as their equity is not known: ${unknown.join(', ')}`]),
  ];
}
