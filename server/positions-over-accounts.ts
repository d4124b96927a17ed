import type { PositionStatus } from '../domain/account-status.ts';
import { plus, rounded, type DecimalText } from '../domain/decimal.ts';
import type { AccountView } from './lockstep.ts';

/** What Lockstep bought of one symbol and still owns, over accounts. Amounts are in quote units. */
export interface PositionOverAccounts {
  readonly symbol: string;
  /** Real money and play money are never summed up. */
  readonly sandbox: boolean;
  readonly quantity: DecimalText;
  readonly costBasis: DecimalText;
  /** At the latest prices; what has no price counts at its cost. */
  readonly value: DecimalText;
  /** Of what has a price; null when nothing has. */
  readonly unrealizedProfit: DecimalText | null;
  /** Accounts that know no price for it now. */
  readonly unpriced: number;
  /** Largest cost first. */
  readonly accounts: readonly PositionOfAccount[];
}

export interface PositionOfAccount
  extends
    Pick<AccountView, 'accountId' | 'name' | 'role' | 'exchange' | 'mode'>,
    Pick<PositionStatus, 'averagePrice' | 'costBasis' | 'unrealizedProfit' | 'isDust'> {
  readonly quantity: DecimalText;
  /** At the latest price; null without one. */
  readonly value: DecimalText | null;
}

type Owner = Pick<AccountView, 'accountId' | 'name' | 'role' | 'exchange' | 'mode' | 'sandbox' | 'positions'>;

/** One row for each symbol, by name; real money before play money. */
export function positionsOver(accounts: readonly Owner[]): readonly PositionOverAccounts[] {
  const groups = new Map<string, { symbol: string; sandbox: boolean; rows: PositionOfAccount[] }>();
  for (const account of accounts)
    for (const position of account.positions) {
      const { sandbox } = account;
      const key = `${position.symbol} ${sandbox}`;
      const group = groups.get(key) ?? { symbol: position.symbol, sandbox, rows: [] };
      group.rows.push(rowOf(account, position));
      groups.set(key, group);
    }
  return [...groups.values()].map(summed).toSorted(bySymbol);
}

const rowOf = (account: Owner, position: PositionStatus): PositionOfAccount => ({
  accountId: account.accountId,
  name: account.name,
  role: account.role,
  exchange: account.exchange,
  mode: account.mode,
  quantity: position.ownedQuantity,
  averagePrice: position.averagePrice,
  costBasis: position.costBasis,
  value: position.unrealizedProfit === null ? null : rounded(plus(position.costBasis, position.unrealizedProfit), 8),
  unrealizedProfit: position.unrealizedProfit,
  isDust: position.isDust,
});

interface Group {
  readonly symbol: string;
  readonly sandbox: boolean;
  readonly rows: readonly PositionOfAccount[];
}

function summed({ symbol, sandbox, rows }: Group): PositionOverAccounts {
  const profits = rows.map(({ unrealizedProfit }) => unrealizedProfit).filter((profit) => profit !== null);
  return {
    symbol,
    sandbox,
    quantity: sum(rows.map(({ quantity }) => quantity)),
    costBasis: sum(rows.map(({ costBasis }) => costBasis)),
    value: sum(rows.map(({ value, costBasis }) => value ?? costBasis)),
    unrealizedProfit: profits.length === 0 ? null : sum(profits),
    unpriced: rows.length - profits.length,
    accounts: rows.toSorted((one, other) => Number(other.costBasis) - Number(one.costBasis)),
  };
}

const sum = (amounts: readonly DecimalText[]): DecimalText => amounts.reduce(plus, '0');

const bySymbol = (one: PositionOverAccounts, other: PositionOverAccounts): number =>
  one.symbol.localeCompare(other.symbol, 'en') || Number(one.sandbox) - Number(other.sandbox);
