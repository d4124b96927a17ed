import fc from 'fast-check';
import type { AccountConfig, Limits, Sizing } from '../../domain/account-config.ts';
import type { AccountState, OpenOrder } from '../../domain/account-state.ts';
import { decide } from '../../domain/decide.ts';
import { dividedBy, plus, times, type DecimalText } from '../../domain/decimal.ts';
import { noGlobalOrder } from '../../domain/global-order.ts';
import type { MarketRules } from '../../domain/market-rules.ts';
import { orderToSend } from '../../domain/open-order.ts';
import { emptyPosition } from '../../domain/position.ts';
import { tradeFromIntent, type Trade } from '../../domain/trade.ts';
import { configOf, connected, entry, nowMs, snapshotOf } from './accounts.ts';
import { recordedRules } from './recorded-rules.ts';

/** What decides the size of one entry; amounts of money in USD unless their name says otherwise. */
export interface EntryFacts {
  readonly rules: MarketRules;
  /** The master's average price, in quote units. */
  readonly reference: DecimalText;
  readonly quoteUsd: DecimalText;
  readonly sizing: Sizing;
  readonly limits: Limits;
  readonly stopLossPct: DecimalText | null;
  readonly maxSlippageBps: number | null;
  readonly exposureShareUsd: DecimalText | null;
  readonly equityUsd: DecimalText;
  readonly freeUsd: DecimalText;
  readonly ownedUsd: DecimalText;
  /** A purchase on this symbol that is at the exchange and not filled yet. */
  readonly onOrderUsd: DecimalText | null;
  readonly masterEquityUsd: DecimalText;
  readonly masterNotionalUsd: DecimalText;
}

/** Spread evenly over the orders of magnitude, so that a cent and a million are met alike. */
export const magnitude = (from: number, to: number, decimals: number): fc.Arbitrary<DecimalText> =>
  fc
    .tuple(fc.integer({ min: from, max: to - 1 }), fc.integer({ min: 1_000_000, max: 9_999_999 }))
    .map(([exponent, digits]) => {
      const units = (digits / 1_000_000) * 10 ** exponent;
      return plus(units.toFixed(decimals), '0');
    })
    .filter((amount) => amount !== '0');
export const usd = magnitude(0, 7, 2);
const percent = magnitude(-1, 2, 2);
const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 2 });

const sizing: fc.Arbitrary<Sizing> = fc.oneof(
  magnitude(-2, 2, 3).map((multiplier): Sizing => ({ kind: 'equity-proportional', multiplier })),
  usd.map((amountUsd): Sizing => ({ kind: 'fixed-quote', amountUsd })),
  percent.map((share): Sizing => ({ kind: 'percent-of-equity', percent: share })),
);

const limits: fc.Arbitrary<Limits> = fc.record({
  maxPositionUsd: orNull(usd),
  maxOrderUsd: orNull(usd),
  maxRiskPerTradePct: orNull(percent),
  maxDailyLossUsd: fc.constant(null),
  maxDailyTrades: fc.constant(null),
  maxDriftPct: fc.constant(null),
  stopTradingOnLoss: fc.boolean(),
});

const usdOfQuote: Readonly<Record<string, DecimalText>> = {
  EUR: '1.0847',
  USDT: '0.9993',
  USDC: '1.0001',
  BTC: '43217.3',
};

/** Below the tick a price says nothing: at least a hundred ticks. */
const priceIn = (rules: MarketRules): fc.Arbitrary<DecimalText> =>
  fc.integer({ min: 1_000, max: 500_000_000 }).map((tenths) => times(dividedBy(String(tenths), '10'), rules.priceTick));

/** Some exchanges state no minimum at all. */
const marketRules = fc
  .tuple(fc.constantFrom(...recordedRules), fc.integer({ min: 0, max: 9 }))
  .map(([rules, draw]) => (draw > 0 ? rules : { ...rules, minimumQuantity: '0', minimumCost: '0' }));

export const entryFacts: fc.Arbitrary<EntryFacts> = marketRules.chain((rules) =>
  fc.record({
    rules: fc.constant(rules),
    reference: priceIn(rules),
    quoteUsd: fc.constant(usdOfQuote[rules.quote] ?? '1'),
    sizing,
    limits,
    stopLossPct: orNull(percent),
    maxSlippageBps: orNull(fc.integer({ min: 0, max: 1_000 })),
    exposureShareUsd: orNull(usd),
    equityUsd: usd,
    freeUsd: usd,
    ownedUsd: fc.oneof(fc.constant('0'), usd),
    onOrderUsd: orNull(usd),
    masterEquityUsd: usd,
    masterNotionalUsd: usd,
  }),
);

const inQuote = ({ quoteUsd }: EntryFacts, amountUsd: DecimalText): DecimalText =>
  plus(Number(dividedBy(amountUsd, quoteUsd)).toFixed(8), '0');
const inBase = (facts: EntryFacts, amountUsd: DecimalText): DecimalText =>
  plus(Number(dividedBy(amountUsd, times(facts.quoteUsd, facts.reference))).toFixed(8), '0');

export const configFrom = (facts: EntryFacts): AccountConfig =>
  configOf('alice', {
    sizing: facts.sizing,
    limits: facts.limits,
    stopLossPct: facts.stopLossPct,
    maxSlippageBps: facts.maxSlippageBps,
  });

/** Connected and read a second ago, with what the facts say and nothing that forbids an entry. */
export function stateFrom(facts: EntryFacts): AccountState {
  const { rules, reference, quoteUsd, ownedUsd, onOrderUsd, equityUsd, freeUsd, exposureShareUsd } = facts;
  const free = inQuote(facts, freeUsd);
  const owned = inBase(facts, ownedUsd);
  const prices = { [rules.symbol]: reference, ...(rules.quote === 'USD' ? {} : { [`${rules.quote}/USD`]: quoteUsd }) };
  const state = connected({
    config: configFrom(facts),
    snapshot: snapshotOf({ equityUsd, balances: [{ asset: rules.quote, total: free, free }], prices }),
    markets: { [rules.symbol]: rules },
    positions:
      owned === '0'
        ? {}
        : { [rules.symbol]: { ...emptyPosition(rules.symbol), ownedQuantity: owned, costBasis: ownedUsd } },
    global: { ...noGlobalOrder, exposureShareUsd },
  });
  const onOrder = onOrderUsd === null ? '0' : inBase(facts, onOrderUsd);
  return onOrder === '0' ? state : { ...state, openOrders: [openBuy(facts, onOrder)] };
}

/** A purchase that the exchange took and that has not filled yet, at the reference price. */
function openBuy({ rules, reference }: EntryFacts, quantity: DecimalText): OpenOrder {
  const trade = tradeFromIntent(entry({ intentId: 'under-way', symbol: rules.symbol }), 'live');
  const record = decide(connected(), trade, nowMs);
  const plan = {
    clientOrderId: 'under-way',
    symbol: rules.symbol,
    side: 'buy' as const,
    type: 'limit-ioc' as const,
    quantity,
    limitPrice: reference,
    sendBeforeMs: null,
  };
  return { ...orderToSend(trade, { ...record, symbol: rules.symbol, plan }, nowMs), state: 'accepted' };
}

/** The master's purchase that the entry copies. */
export const tradeFrom = (facts: EntryFacts): Trade =>
  tradeFromIntent(
    entry({
      intentId: 'copied',
      symbol: facts.rules.symbol,
      masterFill: { quantity: inBase(facts, facts.masterNotionalUsd), averagePrice: facts.reference },
      masterEquityBefore: facts.masterEquityUsd,
    }),
    'live',
  );
