import type { AccountEvent } from './account-event.ts';
import type { AccountRole } from './account-config.ts';
import { amountsOf, sumOfAmounts, type Amounts } from './amounts.ts';
import { copyQuality, type CopyQuality } from './copy-quality.ts';
import { isZero, minus, times, type DecimalText } from './decimal.ts';
import type { ExecutedOrder } from './executed-order.ts';
import { executionsOf, type Execution } from './execution.ts';
import { ledgerEntries } from './ledger-entry.ts';
import type { Position } from './position.ts';
import { toldLedger } from './told-ledger.ts';

/** Epoch milliseconds; null: without an end on that side. */
export interface ReportRange {
  readonly fromMs: number | null;
  /** The first moment that is not part of it any more. */
  readonly beforeMs: number | null;
}

export interface ReportedAccount {
  readonly accountId: string;
  readonly role: AccountRole;
  /** Play money: in no total. */
  readonly sandbox: boolean;
  /** When the account's ledger began; what is older belongs to an earlier one. Null: not known, all counts. */
  readonly ledgerFromMs: number | null;
  readonly orders: readonly ExecutedOrder[];
  readonly events: readonly AccountEvent[];
  /** Last prices by symbol; null: nobody knows them now, or not those of the range's end. */
  readonly prices: Readonly<Record<string, DecimalText>> | null;
}

export interface ReportedPosition extends Position {
  /** The asset of cost and profit. */
  readonly quote: string;
  readonly lastPrice: DecimalText | null;
  /** Quote units at the last price, less the cost; null without a price. */
  readonly unrealizedProfit: DecimalText | null;
}

/** The same for one account and for all: what was traded in a time, and what came of it. */
export interface Figures extends CopyQuality {
  readonly trades: number;
  readonly fees: Amounts;
  /** By quote asset, fees in base and quote included. */
  readonly realizedProfit: Amounts;
  /** By quote asset, of what is owned at the end; null when nothing of it has a known price. */
  readonly unrealizedProfit: Amounts | null;
}

export interface AccountProfit extends Figures {
  readonly accountId: string;
  readonly role: AccountRole;
  readonly sandbox: boolean;
  /** The whole ledger at the end of the time, not of the time alone. */
  readonly positions: readonly ReportedPosition[];
  /** Owned, and without a known price: the unrealized profit is then not known either. */
  readonly unpriced: readonly string[];
  /** Orders of an earlier ledger, at another exchange or with play money: counted nowhere. */
  readonly earlierOrders: number;
  readonly executions: readonly Execution[];
}

/** What came of an account's trades: everything before the time is told silently, so that profits are by true cost. */
export function profitReport(account: ReportedAccount, { fromMs, beforeMs }: ReportRange): AccountProfit {
  const { accountId, role, sandbox, prices } = account;
  const ledgerFromMs = account.ledgerFromMs ?? 0;
  const orders = account.orders.filter(({ decidedAtMs }) => decidedAtMs >= ledgerFromMs);
  const events = account.events.filter(({ atMs }) => atMs >= ledgerFromMs);
  const entries = ledgerEntries(orders, events, role).filter(({ atMs }) => atMs < (beforeMs ?? Infinity));
  const ledger = toldLedger(entries);
  const executions = executionsOf(
    accountId,
    ledger.moves.filter(({ atMs }) => atMs >= (fromMs ?? 0)),
  );
  const quoteOf = new Map(orders.map(({ symbol, quote }) => [symbol, quote]));
  const positions = Object.values(ledger.positions).map((position) =>
    reportedPosition(position, quoteOf.get(position.symbol) ?? position.symbol.split('/')[1] ?? '', prices),
  );
  const unpriced = positions.filter(({ unrealizedProfit }) => unrealizedProfit === null).map(({ symbol }) => symbol);
  return {
    ...{ accountId, role, sandbox, positions, unpriced, executions },
    ...copyQuality(executions),
    trades: executions.length,
    fees: amountsOf(executions.map(({ feeAsset, feeAmount, quote }) => [feeAsset ?? quote, feeAmount])),
    realizedProfit: amountsOf(executions.map(({ quote, realizedProfit }) => [quote, realizedProfit ?? '0'])),
    unrealizedProfit:
      unpriced.length > 0
        ? null
        : amountsOf(positions.map(({ quote, unrealizedProfit }) => [quote, unrealizedProfit ?? '0'])),
    earlierOrders: account.orders.length - orders.length,
  };
}

function reportedPosition(position: Position, quote: string, prices: ReportedAccount['prices']): ReportedPosition {
  const { symbol, ownedQuantity, costBasis } = position;
  const lastPrice = prices?.[symbol] ?? null;
  if (isZero(ownedQuantity)) return { ...position, quote, lastPrice, unrealizedProfit: '0' };
  const unrealizedProfit = lastPrice === null ? null : minus(times(ownedQuantity, lastPrice), costBasis);
  return { ...position, quote, lastPrice, unrealizedProfit };
}

export interface TotalProfit extends Figures {
  readonly accounts: number;
  /** Accounts that own something without a known price: left out of the unrealized profit. */
  readonly unpricedAccounts: readonly string[];
}

/** Over all accounts; play money is nobody's. */
export function totalProfit(accounts: readonly AccountProfit[]): TotalProfit {
  const real = accounts.filter(({ sandbox }) => !sandbox);
  const known = real.map(({ unrealizedProfit }) => unrealizedProfit).filter((profit) => profit !== null);
  const unpricedAccounts = real.filter(({ unpriced }) => unpriced.length > 0).map(({ accountId }) => accountId);
  const isAnyKnown = real.length === 0 || known.length > 0;
  return {
    accounts: real.length,
    unpricedAccounts,
    ...copyQuality(real.flatMap(({ executions }) => executions)),
    trades: real.reduce((trades, account) => trades + account.trades, 0),
    fees: sumOfAmounts(real.map(({ fees }) => fees)),
    realizedProfit: sumOfAmounts(real.map(({ realizedProfit }) => realizedProfit)),
    unrealizedProfit: isAnyKnown ? sumOfAmounts(known) : null,
  };
}
