import fc from 'fast-check';
import type { AccountState } from '../../domain/account-state.ts';
import {
  dividedBy,
  floorToStep,
  isLess,
  isPositive,
  larger,
  minus,
  plus,
  smaller,
  times,
  type DecimalText,
} from '../../domain/decimal.ts';
import { effectiveState } from '../../domain/effective-state.ts';
import type { MarketRules } from '../../domain/market-rules.ts';
import type { Trade } from '../../domain/trade.ts';
import { nowMs } from './accounts.ts';
import { accountStates, exitsOn } from './arbitrary-account.ts';

export interface Case {
  readonly state: AccountState;
  readonly trade: Trade;
}

export const symbolOf = (state: AccountState): string => Object.keys(state.positions)[0] ?? '';
export const rulesIn = (state: AccountState, symbol: string): MarketRules => {
  const rules = state.markets[symbol] ?? null;
  if (rules === null) throw new Error(`no rules of ${symbol}`);
  return rules;
};
export const casesOf = (states: fc.Arbitrary<AccountState>): fc.Arbitrary<Case> =>
  states.chain((state) => fc.record({ state: fc.constant(state), trade: exitsOn(symbolOf(state)) }));

/** With orders under way on the symbol an exit waits: what is decided knows at most orders under review. */
export const decidable = casesOf(accountStates({ orderStates: ['needs-review'] }));
export const mayExit = ({ state }: Case): boolean =>
  effectiveState(state) !== 'halted' && state.connection !== 'credentials-missing';
export const passing = decidable.filter(mayExit);

/** What is Lockstep's to sell: owned, less what sells under review may have sold, at most what a fresh balance shows free. */
export function sellable(state: AccountState, symbol: string): DecimalText {
  const { snapshot } = state;
  const { base } = rulesIn(state, symbol);
  const reviewed = state.openOrders
    .filter(({ record }) => record.symbol === symbol && record.plan?.side === 'sell')
    .reduce((sum, { record, applied }) => plus(sum, minus(record.plan?.quantity ?? '0', applied.quantity)), '0');
  const owned = larger('0', minus(state.positions[symbol]?.ownedQuantity ?? '0', reviewed));
  if (snapshot === null || nowMs - snapshot.atMs > 15_000) return owned;
  return smaller(owned, snapshot.balances.find(({ asset }) => asset === base)?.free ?? '0');
}

export const priceFor = ({ state, trade }: Case): DecimalText | null =>
  trade.masterFill?.averagePrice ?? state.snapshot?.prices[trade.symbol] ?? null;

export function isDust(rules: MarketRules, quantity: DecimalText, price: DecimalText | null): boolean {
  const whole = floorToStep(quantity, rules.quantityStep);
  if (!isPositive(whole) || isLess(whole, rules.minimumQuantity)) return true;
  return price !== null && isLess(times(whole, price), rules.minimumCost);
}

/** Base units; null for an amount of money while no price is known. */
export function wantedBy(one: Case): DecimalText | null {
  const { state, trade } = one;
  const price = priceFor(one);
  if (trade.size?.kind === 'quantity') return trade.size.quantity;
  if (trade.size?.kind === 'quote') return price === null ? null : dividedBy(trade.size.amount, price);
  return times(sellable(state, trade.symbol), trade.exitFraction ?? '1');
}

/** What is left, fractions of a step included, could not be sold any more. */
export const isTooLittle = (rules: MarketRules, rest: DecimalText, price: DecimalText | null): boolean =>
  isLess(rest, rules.minimumQuantity) || (price !== null && isLess(times(rest, price), rules.minimumCost));
