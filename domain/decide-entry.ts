import {
  dividedBy,
  floorToStep,
  isLess,
  isZero,
  larger,
  minus,
  plus,
  rounded,
  times,
  type DecimalText,
} from './decimal.ts';
import type { AccountState } from './account-state.ts';
import { freeBalance } from './account-snapshot.ts';
import { effectiveState, stateContext } from './effective-state.ts';
import { exposureUsd } from './exposure.ts';
import { clientOrderIdFor } from './ids.ts';
import { guardRatio, limitPriceFor } from './price-guard.ts';
import { isLossLimitReached, profitTodayUsd, usdPerQuote } from './profit.ts';
import { entryCaps, entrySize, minimumNotional, rawSize, type Cap, type EntrySize } from './sizing.ts';
import { go, stop, type Decision, type GuardTrail } from './decision.ts';
import { hasFreshSnapshot, intentLifeMs, openBuyNotional, openBuysPaidIn, unresolvedOn } from './account-facts.ts';
import type { MarketRules } from './market-rules.ts';
import type { Trade } from './trade.ts';

/** What an entry would send, or why it sends nothing. The account's mode plays no part in it. */
export function decideEntry(state: AccountState, trade: Trade, nowMs: number, trail: GuardTrail): Decision {
  const { config } = state;
  if (effectiveState(state) === 'exit-only') {
    return stop(trail, 'deny', 'trading-state', 'TRADING_STATE_EXIT_ONLY', stateContext(state));
  }
  const ageMs = nowMs - trade.occurredAtMs;
  if (ageMs > intentLifeMs)
    return stop(trail, 'expire', 'life', 'INTENT_EXPIRED', `age_ms=${ageMs} life_ms=${intentLifeMs}`);
  if (state.connection !== 'connected') {
    return stop(trail, 'skip', 'connection', 'NOT_CONNECTED', state.reason === null ? '' : `reason=${state.reason}`);
  }
  const rules = state.markets[trade.symbol] ?? null;
  if (rules === null) return stop(trail, 'skip', 'market', 'SYMBOL_UNMAPPED', `symbol=${trade.symbol}`);
  if (!rules.active) return stop(trail, 'skip', 'market', 'MARKET_INACTIVE', `symbol=${trade.symbol}`);
  const unresolved = unresolvedOn(state, trade.symbol);
  if (unresolved !== undefined) {
    return stop(
      trail,
      'deny',
      'unresolved-order',
      'ORDER_UNRESOLVED',
      `client_order_id=${unresolved.record.plan?.clientOrderId ?? ''}`,
    );
  }
  if (state.snapshot === null || !hasFreshSnapshot(state, nowMs)) {
    return stop(trail, 'skip', 'balance', 'BALANCE_UNKNOWN', state.reason === null ? '' : `reason=${state.reason}`);
  }
  const { maxDailyTrades, maxDailyLossUsd } = config.limits;
  if (maxDailyTrades !== null && state.day.trades >= maxDailyTrades) {
    return stop(
      trail,
      'deny',
      'daily-trades',
      'DAILY_TRADES_REACHED',
      `trades=${state.day.trades} limit=${maxDailyTrades}`,
    );
  }
  if (maxDailyLossUsd !== null) {
    const profit = profitTodayUsd(state);
    if (profit === null) return stop(trail, 'skip', 'daily-loss', 'PRICE_UNKNOWN', '');
    if (isLossLimitReached(state)) {
      return stop(
        trail,
        'deny',
        'daily-loss',
        'DAILY_LOSS_REACHED',
        `profit_usd=${rounded(profit, 2)} limit=${maxDailyLossUsd}`,
      );
    }
  }
  return sizeEntry(state, trade, rules, trail);
}

function sizeEntry(state: AccountState, trade: Trade, rules: MarketRules, trail: GuardTrail): Decision {
  const { config, snapshot } = state;
  const prices = snapshot?.prices ?? {};
  const reference = trade.masterFill?.averagePrice ?? prices[trade.symbol];
  if (snapshot === null || reference === undefined)
    return stop(trail, 'skip', 'price', 'PRICE_UNKNOWN', `symbol=${trade.symbol}`);
  const quoteUsd = usdPerQuote(rules.quote, prices);
  if (quoteUsd === null) return stop(trail, 'skip', 'price', 'PRICE_UNKNOWN', `symbol=${rules.quote}/USD`);

  const ratio = guardRatio(config, rules.base);
  const limitPrice = limitPriceFor('buy', reference, ratio, rules);
  if (isZero(limitPrice))
    return stop(trail, 'skip', 'price', 'PRICE_UNKNOWN', `symbol=${trade.symbol} price=${reference}`);
  const raw = wantedNotional(state, trade, limitPrice, quoteUsd);
  const isRiskBound = config.limits.maxRiskPerTradePct !== null && config.stopLossPct !== null;
  if (raw === null || (isRiskBound && snapshot.equityUsd === null)) {
    return stop(trail, 'skip', 'balance', 'BALANCE_UNKNOWN', 'reason=equity unknown');
  }

  if (state.global.exposureShareUsd !== null && exposureUsd(state) === null) {
    return stop(trail, 'skip', 'price', 'PRICE_UNKNOWN', 'reason=what is owned has no price');
  }
  const owned = state.positions[trade.symbol]?.ownedQuantity ?? '0';
  const onOrder = openBuyNotional(state, trade.symbol);
  const caps = entryCaps({
    limits: config.limits,
    stopLossPct: config.stopLossPct,
    equityUsd: snapshot.equityUsd,
    quoteUsd,
    positionValue: plus(times(owned, reference), onOrder),
    freeQuote: minus(freeBalance(snapshot, rules.quote), openBuysPaidIn(state, rules.quote)),
    takerFeeRate: rules.takerFeeRate,
    guardRatio: ratio,
    exposureRoomUsd: exposureRoomUsd(state),
  });
  const size = entrySize(raw, caps, limitPrice, rules.quantityStep);
  const sized: GuardTrail = { ...trail, sizing: size.steps };
  const refusal = refusalOf(size, trade, raw, rules, limitPrice, sized);
  if (refusal !== null) return refusal;

  const guarded: GuardTrail =
    size.cappedBy === null
      ? sized
      : {
          ...sized,
          guards: [
            ...sized.guards,
            { guard: size.cappedBy.name, verdict: 'cap', context: `cap=${rounded(size.cappedBy.amount, 8)}` },
          ],
        };
  return go(guarded, reference, {
    clientOrderId: clientOrderIdFor({ accountId: config.accountId, intentId: trade.intentId, leg: trade.leg }),
    symbol: trade.symbol,
    side: 'buy',
    type: 'limit-ioc',
    quantity: size.quantity,
    limitPrice,
    sendBeforeMs: trade.occurredAtMs + intentLifeMs,
  });
}

/** What this account's part of the limit for all accounts leaves; null: no such limit. */
function exposureRoomUsd(state: AccountState): DecimalText | null {
  const share = state.global.exposureShareUsd;
  if (share === null) return null;
  return larger('0', minus(share, exposureUsd(state) ?? share));
}

/** Quote units; null when an equity that is needed is unknown. */
function wantedNotional(
  state: AccountState,
  trade: Trade,
  limitPrice: DecimalText,
  quoteUsd: DecimalText,
): DecimalText | null {
  if (trade.size?.kind === 'quantity') return times(trade.size.quantity, limitPrice);
  if (trade.size?.kind === 'quote') return trade.size.amount;
  if (trade.masterFill === null) return null;
  return rawSize({
    sizing: state.config.sizing,
    masterNotional: times(trade.masterFill.quantity, trade.masterFill.averagePrice),
    masterEquityUsd: trade.masterEquityBefore,
    equityUsd: state.snapshot?.equityUsd ?? null,
    quoteUsd,
  });
}

const cappedCodes: Readonly<Record<Cap['name'], string>> = {
  max_order: 'MAX_ORDER_REACHED',
  max_position: 'MAX_POSITION_REACHED',
  free_balance: 'INSUFFICIENT_FREE_BALANCE',
  risk: 'MAX_RISK_REACHED',
  global_exposure: 'GLOBAL_EXPOSURE_REACHED',
};

/** A copy shrinks to its cap; an order that a person sized is refused rather than changed. */
function refusalOf(
  size: EntrySize,
  trade: Trade,
  raw: DecimalText,
  rules: MarketRules,
  limitPrice: DecimalText,
  trail: GuardTrail,
): Decision | null {
  const { cappedBy } = size;
  if (cappedBy !== null && (isZero(cappedBy.amount) || trade.size !== null)) {
    const verdict = cappedBy.name === 'free_balance' ? 'skip' : 'deny';
    const context = `wanted=${rounded(raw, 8)} available=${rounded(cappedBy.amount, 8)}`;
    return stop(trail, verdict, cappedBy.name, cappedCodes[cappedBy.name], context);
  }
  const minimum = minimumNotional(rules, limitPrice);
  const tooFew = isZero(size.quantity) || isLess(size.quantity, rules.minimumQuantity);
  if (!tooFew && !isLess(size.notional, minimum)) return null;
  const wanted = cappedBy === null ? raw : cappedBy.amount;
  const notional = floorToStep(dividedBy(wanted, '1'), '0.00000001');
  const limitedBy = cappedBy === null ? '' : ` limited_by=${cappedBy.name}`;
  return stop(
    trail,
    'skip',
    'minimum',
    'NOTIONAL_BELOW_MINIMUM',
    `minimum=${rounded(minimum, 8)} notional=${rounded(notional, 8)}${limitedBy}`,
  );
}
