import type { AccountAudit } from '../domain/account-status.ts';
import { timeText } from './output.ts';

type Key = Pick<AccountAudit, 'accountId' | 'permissions' | 'allowsWithdrawal'>;

/** Such as `trades, can't withdraw`. */
export function permissionsInWords({ permissions }: Pick<Key, 'permissions'>): string {
  if (permissions === null) return 'not proven';
  const trade = { true: 'trades', false: "can't trade", null: 'trading not proven' }[`${permissions.trade}`];
  const withdraw = { true: 'CAN WITHDRAW', false: "can't withdraw", null: 'withdrawal not proven' };
  return `${trade}, ${withdraw[`${permissions.withdraw}`]}`;
}

/** `proven 2026-01-31 14:05`, in UTC; empty without a proof. */
export const proofInWords = ({ permissions }: Pick<Key, 'permissions'>): string =>
  permissions === null ? '' : `proven ${timeText(permissions.provenAtMs).slice(0, 16)}`;

/** A key that may do more, or less, than trade: told at every start and every audit. */
export const keyWarnings = (keys: readonly Key[]): readonly string[] =>
  keys.flatMap(({ accountId, permissions, allowsWithdrawal }) => [
    ...(permissions?.withdraw === true
      ? [
          `WARNING ${accountId}: its key can withdraw${
            allowsWithdrawal ? ', allowed by a person with --allow-withdraw-permission' : ''
          }`,
        ]
      : []),
    ...(permissions?.trade === false ? [`WARNING ${accountId}: its key may not trade`] : []),
  ]);
