import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountState } from '../../domain/account-state.ts';
import { withSettled } from '../../domain/account-transitions.ts';
import { decide } from '../../domain/decide.ts';
import { minus, plus, type DecimalText } from '../../domain/decimal.ts';
import { afterPlacing, orderToSend } from '../../domain/open-order.ts';
import { tradeFromRequest, type Trade } from '../../domain/trade.ts';
import { nowMs, reportOf } from './accounts.ts';
import { accountStates } from './arbitrary-account.ts';
import { isDust, mayExit, rulesIn, symbolOf } from './exit-cases.ts';

const runs = { numRuns: 300 };

test('exits of 20%, 20% and 100% leave nothing above dust, and every own coin', () => {
  const live = accountStates({ orderStates: ['needs-review'] })
    .map((state): AccountState => ({ ...state, mode: 'live', openOrders: [] }))
    .filter((state) => mayExit({ state, trade: exitOf(state, '1', 0) }));
  fc.assert(
    fc.property(live, (state) => {
      const symbol = symbolOf(state);
      const { base } = rulesIn(state, symbol);
      const ownedBefore = state.positions[symbol]?.ownedQuantity ?? '0';
      const total = plus(ownedBefore, '1.23456789');
      let next = withBalance(state, base, total);
      for (const [index, fraction] of ['0.2', '0.2', '1'].entries()) {
        const trade = exitOf(state, fraction, index);
        const { position, sold } = filled(next, trade);
        next = withBalance(position, base, minus(balanceOf(next, base), sold));
      }
      const left = next.positions[symbol]?.ownedQuantity ?? '0';
      const price = state.snapshot?.prices[symbol] ?? null;
      expect(isDust(rulesIn(state, symbol), left, price)).toBe(true);
      expect(minus(balanceOf(next, base), left)).toBe('1.23456789');
    }),
    runs,
  );
});

const exitOf = (state: AccountState, fraction: DecimalText, index: number): Trade =>
  tradeFromRequest(
    {
      orderId: `exit-${index}`,
      symbol: symbolOf(state),
      side: 'sell',
      size: { kind: 'fraction', fraction },
      requestedAtMs: nowMs,
    },
    'live',
  );

const balanceOf = ({ snapshot }: AccountState, base: string): DecimalText =>
  snapshot?.balances.find(({ asset }) => asset === base)?.total ?? '0';

/** As the exchange would tell it now. */
const withBalance = (state: AccountState, asset: string, total: DecimalText): AccountState => ({
  ...state,
  snapshot: {
    atMs: nowMs - 1,
    equityUsd: null,
    balances: [{ asset, total, free: total }],
    prices: state.snapshot?.prices ?? {},
    unpriced: [],
  },
});

/** The trade decided, sent and filled whole. */
function filled(state: AccountState, trade: Trade): { readonly position: AccountState; readonly sold: DecimalText } {
  const record = decide(state, trade, nowMs);
  if (record.plan === null) return { position: state, sold: '0' };
  const { quantity, clientOrderId } = record.plan;
  const report = reportOf({ clientOrderId, filledQuantity: quantity, cost: '1', feeAmount: '0' });
  const order = orderToSend(trade, record, nowMs);
  const accepted = { kind: 'accepted' as const, order: report, sentAtMs: nowMs };
  return { position: withSettled(afterPlacing(state, order, accepted, nowMs), nowMs), sold: quantity };
}
