import fc from 'fast-check';
import type { AccountConfig, Limits } from '../../domain/account-config.ts';
import type { AccountSnapshot } from '../../domain/account-snapshot.ts';
import type { AccountState, AutomaticState, OpenOrder, TradingDay } from '../../domain/account-state.ts';
import { decide } from '../../domain/decide.ts';
import { plus, times, type DecimalText } from '../../domain/decimal.ts';
import type { GlobalOrder } from '../../domain/global-order.ts';
import type { MarketRules } from '../../domain/market-rules.ts';
import { orderToSend } from '../../domain/open-order.ts';
import type { OrderSize } from '../../domain/own-order.ts';
import { emptyPosition } from '../../domain/position.ts';
import { liquidation, tradeFromIntent, tradeFromRequest, type Trade } from '../../domain/trade.ts';
import { configOf, connected, entry, exit, nowMs, snapshotOf } from './accounts.ts';
import { magnitude, usd } from './arbitrary-entry.ts';
import { recordedRules } from './recorded-rules.ts';

const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 2 });
const tradingState = fc.constantFrom('active' as const, 'exit-only' as const, 'halted' as const);
const pastMs = fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 20_001, max: 10 * 86_400_000 }));

/** Everything that may stand at a limit, or beyond it. */
const limits: fc.Arbitrary<Limits> = fc.record({
  maxPositionUsd: orNull(fc.oneof(fc.constant('0'), usd)),
  maxOrderUsd: orNull(fc.oneof(fc.constant('0'), usd)),
  maxRiskPerTradePct: orNull(magnitude(-1, 2, 2)),
  maxDailyLossUsd: orNull(usd),
  maxDailyTrades: orNull(fc.integer({ min: 0, max: 3 })),
  maxDriftPct: orNull(magnitude(-1, 2, 2)),
  stopTradingOnLoss: fc.boolean(),
});

const config: fc.Arbitrary<AccountConfig> = fc
  .record({
    limits,
    enabled: fc.boolean(),
    maxSlippageBps: orNull(fc.integer({ min: 0, max: 100 })),
    stopLossPct: orNull(magnitude(-1, 1, 2)),
    takeProfitPct: orNull(magnitude(-1, 1, 2)),
    trailingStopPct: orNull(magnitude(-1, 1, 2)),
  })
  .map((changes) => configOf('alice', changes));

const automatic: fc.Arbitrary<AutomaticState> = fc
  .constantFrom('DAILY_LOSS_REACHED', 'DRIFT', 'ORDER_UNRESOLVED', 'CREDENTIALS_DEGRADED')
  .map((code) => ({ code, context: '', signature: code }));

const globalOrder: fc.Arbitrary<GlobalOrder> = fc.record({
  tradingState,
  reason: orNull(fc.constant('GLOBAL_LOSS_REACHED profit_usd=-501 limit=500')),
  exposureShareUsd: orNull(fc.oneof(fc.constant('0'), usd)),
  wantsStanding: fc.boolean(),
});

const day: fc.Arbitrary<TradingDay> = fc.record({
  date: fc.constantFrom('2026-01-15', '2026-01-14'),
  trades: fc.integer({ min: 0, max: 10 }),
  profitAtStartUsd: orNull(
    fc.oneof(
      usd,
      usd.map((amount) => `-${amount}`),
      fc.constant('0'),
    ),
  ),
});

/** One symbol of an account: what is owned, what is the person's own, and what is at the exchange. */
interface Holding {
  readonly rules: MarketRules;
  readonly price: DecimalText;
  readonly isPriceKnown: boolean;
  readonly owned: DecimalText;
  readonly cost: DecimalText;
  readonly ownCoins: DecimalText;
  /** Of the coins that there are; the rest is in orders of the person's, or gone. */
  readonly freeShare: number;
  readonly orders: readonly OpenOrder[];
}

/** Units below a step too, as fees taken in coins leave them. */
const quantityOf = ({ minimumQuantity }: MarketRules): fc.Arbitrary<DecimalText> =>
  fc.oneof(
    fc.integer({ min: 1, max: 40_000 }).map((share) => times(times(minimumQuantity, String(share)), '0.0137')),
    magnitude(-8, 4, 8),
    fc.constantFrom(minimumQuantity, times(minimumQuantity, '2')),
  );

const orderStates = ['sending', 'accepted', 'unknown', 'waiting', 'needs-review'] as const;

const orderOn = (rules: MarketRules, states: readonly OpenOrder['state'][]): fc.Arbitrary<OpenOrder> =>
  fc
    .record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      state: fc.constantFrom(...states),
      quantity: quantityOf(rules),
      filledShare: fc.constantFrom('0', '0.25', '1'),
      dueInMs: fc.integer({ min: -5_000, max: 5_000 }),
      id: fc.uuid(),
    })
    .map(({ side, state, quantity, filledShare, dueInMs, id }) => {
      const { symbol } = rules;
      const kind = side === 'buy' ? ('entry' as const) : ('exit' as const);
      const trade = tradeFromIntent(entry({ intentId: id, symbol, side, kind }), 'live');
      const record = decide(connected(), trade, nowMs);
      const plan = {
        clientOrderId: id,
        symbol,
        side,
        type: 'market' as const,
        quantity,
        limitPrice: null,
        sendBeforeMs: null,
      };
      return {
        ...orderToSend(trade, { ...record, outcome: 'pending', plan }, nowMs),
        state,
        applied: { quantity: times(quantity, filledShare), cost: '0', fee: '0' },
        nextLookAtMs: nowMs + dueInMs,
      };
    });

const holdingOf = (rules: MarketRules, states: readonly OpenOrder['state'][]): fc.Arbitrary<Holding> =>
  fc.record({
    rules: fc.boolean().map((active) => ({ ...rules, active })),
    price: fc.integer({ min: 100, max: 10_000_000 }).map((ticks) => times(String(ticks), rules.priceTick)),
    isPriceKnown: fc.boolean(),
    owned: quantityOf(rules),
    cost: usd,
    ownCoins: fc.oneof(fc.constant('0'), quantityOf(rules)),
    freeShare: fc.oneof({ weight: 3, arbitrary: fc.constant(100) }, fc.integer({ min: 0, max: 100 })),
    orders: fc.array(orderOn(rules, states), { maxLength: 2 }),
  });

const snapshotWith = (holdings: readonly Holding[], ageMs: number, equityUsd: DecimalText | null): AccountSnapshot => {
  const coins = new Map<string, { readonly total: DecimalText; readonly free: DecimalText }>();
  for (const { rules, owned, ownCoins, freeShare } of holdings) {
    const before = coins.get(rules.base) ?? { total: '0', free: '0' };
    const total = plus(owned, ownCoins);
    const free = times(total, times(String(freeShare), '0.01'));
    coins.set(rules.base, { total: plus(before.total, total), free: plus(before.free, free) });
  }
  return snapshotOf({
    atMs: nowMs - ageMs,
    equityUsd,
    balances: [...coins].map(([asset, amounts]) => ({ asset, ...amounts })),
    prices: Object.fromEntries(
      holdings.filter(({ isPriceKnown }) => isPriceKnown).map(({ rules, price }) => [rules.symbol, price]),
    ),
  });
};

/** The states of an account's orders on what it owns. */
export interface AccountArbitraryOptions {
  readonly orderStates?: readonly OpenOrder['state'][];
}

/**
 * Accounts that own something and were connected once: in any state, mode and connection, at any limit, with a
 * person's own coins beside, coins in orders or gone, dust, old balances, losses, drift and orders of every kind.
 */
export const accountStates = ({
  orderStates: states = orderStates,
}: AccountArbitraryOptions = {}): fc.Arbitrary<AccountState> =>
  fc
    .uniqueArray(fc.constantFrom(...recordedRules), { minLength: 1, maxLength: 3, selector: ({ symbol }) => symbol })
    .chain((markets) =>
      fc.record({
        holdings: fc.tuple(...markets.map((rules) => holdingOf(rules, states))),
        config,
        mode: fc.constantFrom('live' as const, 'observe' as const),
        tradingState,
        automatic: orNull(automatic),
        global: globalOrder,
        connection: fc.constantFrom('connected' as const, 'not-connected' as const, 'credentials-missing' as const),
        reason: orNull(fc.constant('EAPI:Invalid key')),
        day,
        snapshotAgeMs: fc.option(pastMs, { freq: 5 }),
        equityUsd: orNull(usd),
        failedReads: fc.integer({ min: 0, max: 10 }),
        nextReadInMs: fc.integer({ min: -10_000, max: 10_000 }),
        isShort: fc.boolean(),
        driftCause: orNull(fc.constantFrom('PARTIAL_FILL', 'EXTERNAL_REDUCTION')),
        blindForMs: orNull(pastMs),
        allowsWithdrawal: fc.boolean(),
      }),
    )
    .map(({ holdings, snapshotAgeMs, equityUsd, nextReadInMs, isShort, driftCause, blindForMs, ...facts }) =>
      connected({
        ...facts,
        snapshot: snapshotAgeMs === null ? null : snapshotWith(holdings, snapshotAgeMs, equityUsd),
        markets: Object.fromEntries(holdings.map(({ rules }) => [rules.symbol, rules])),
        positions: Object.fromEntries(
          holdings.map(({ rules, owned, cost }) => [
            rules.symbol,
            { ...emptyPosition(rules.symbol), ownedQuantity: owned, costBasis: cost },
          ]),
        ),
        openOrders: holdings.flatMap(({ orders }) => orders),
        targets: Object.fromEntries(
          holdings.map(({ rules, ownCoins }) => [rules.symbol, { quantity: ownCoins, cause: driftCause }]),
        ),
        shortfalls: isShort ? Object.fromEntries(holdings.map(({ rules }) => [rules.base, nowMs - 1_000])) : {},
        nextReadAtMs: nowMs + nextReadInMs,
        stops: { highs: {}, firedAtMs: {}, blindSinceMs: blindForMs === null ? null : nowMs - blindForMs },
      }),
    );

const fraction = fc.integer({ min: 1, max: 1_000 }).map((thousandths) => times(String(thousandths), '0.001'));

/** Every way to sell something of what is owned on a symbol: copied, by hand, or all of it. */
export const exitsOn = (symbol: string): fc.Arbitrary<Trade> => {
  const sizes = fc.oneof(
    fraction.map((share): OrderSize => ({ kind: 'fraction', fraction: share })),
    magnitude(-6, 4, 8).map((quantity): OrderSize => ({ kind: 'quantity', quantity })),
    usd.map((amount): OrderSize => ({ kind: 'quote', amount })),
  );
  const fill = fc.record({ quantity: magnitude(-4, 2, 8), averagePrice: magnitude(-1, 4, 2) });
  return fc.oneof(
    fc
      .tuple(fraction, orNull(fill), pastMs)
      .map(([share, masterFill, ageMs]) =>
        tradeFromIntent(exit(share, { symbol, masterFill, occurredAtMs: nowMs - ageMs }), 'live'),
      ),
    fc
      .tuple(sizes, pastMs, fc.boolean())
      .map(([size, ageMs, toMaster]) =>
        tradeFromRequest(
          { orderId: 'own-exit', symbol, side: 'sell', size, requestedAtMs: nowMs - ageMs },
          'live',
          toMaster,
        ),
      ),
    pastMs.map((ageMs) => liquidation('sell-all', symbol, nowMs - ageMs, 'live')),
  );
};
