import type { AccountState } from './account-state.ts';
import { freeBalance } from './account-snapshot.ts';
import { hasFreshSnapshot, hasPriceOfTheMoment } from './account-facts.ts';
import { effectiveState, stateContext } from './effective-state.ts';
import { decideEntry } from './decide-entry.ts';
import { decideExit } from './decide-exit.ts';
import { emptyTrail, stop, type Decision } from './decision.ts';
import type { DecisionBasis, DecisionRecord } from './decision-record.ts';
import { asRehearsed, heldPositions } from './rehearsed-state.ts';
import type { Trade } from './trade.ts';

/** An entry needs I/O before it can be decided; an exit only when it must know a price or an unseen market. */
export function needsRead(state: AccountState, trade: Trade, nowMs: number): boolean {
  const tradingState = effectiveState(state);
  if (state.connection === 'credentials-missing' || tradingState === 'halted') return false;
  if (trade.kind === 'exit') {
    const owned = heldPositions(state)[trade.symbol] !== undefined;
    return (
      owned &&
      (state.markets[trade.symbol] === undefined || (trade.size?.kind === 'quote' && !hasFreshSnapshot(state, nowMs)))
    );
  }
  if (tradingState === 'exit-only') return false;
  const needsPrice = trade.masterFill === null && !hasPriceOfTheMoment(state, trade.symbol, nowMs);
  if (needsPrice || state.markets[trade.symbol] === undefined || !hasFreshSnapshot(state, nowMs)) return true;
  return isPaperUnpriced(state);
}

/** What was bought on paper since the latest reading has no price yet: live would know its equity. */
const isPaperUnpriced = (state: AccountState): boolean =>
  state.snapshot !== null && state.snapshot.equityUsd !== null && asRehearsed(state).snapshot?.equityUsd === null;

/** Decides from the account's state alone. The record is the same in observe and in live up to the send. */
export function decide(account: AccountState, trade: Trade, nowMs: number): DecisionRecord {
  const state = asRehearsed(account);
  const decision = decidedOrRefused(state, trade, nowMs);
  const plan = decision.kind === 'order' ? decision.plan : null;
  return {
    accountId: state.config.accountId,
    exchange: state.config.exchange,
    intentId: trade.intentId,
    leg: trade.leg,
    revision: 1,
    sequence: trade.sequence,
    origin: trade.origin,
    symbol: trade.symbol,
    side: trade.side,
    kind: trade.kind,
    simulated: trade.simulated,
    masterFill: trade.masterFill,
    masterEquityBefore: trade.masterEquityBefore,
    exitFraction: trade.exitFraction,
    occurredAtMs: trade.occurredAtMs,
    mode: state.mode,
    tradingState: effectiveState(state),
    decidedAtMs: nowMs,
    basis: basisOf(state, trade, nowMs, decision),
    guards: decision.trail.guards,
    sizing: decision.trail.sizing,
    plan,
    ...verdictOf(state, trade, nowMs, decision),
    exchangeOrderId: null,
    filledQuantity: '0',
    feeAsset: null,
    feeAmount: '0',
    tradeIds: [],
    slippageBps: null,
    delayMs: null,
  };
}

/** A trade that can't be read, such as one with a price that is no number, must not stop the account behind it. */
function decidedOrRefused(state: AccountState, trade: Trade, nowMs: number): Decision {
  try {
    return guardedDecision(state, trade, nowMs);
  } catch (error) {
    return stop(emptyTrail, 'skip', 'input', 'TRADE_UNREADABLE', `reason=${String(error)}`);
  }
}

function guardedDecision(state: AccountState, trade: Trade, nowMs: number): Decision {
  if (state.connection === 'credentials-missing') {
    return stop(emptyTrail, 'skip', 'credentials', 'CREDENTIALS_MISSING', '');
  }
  if (effectiveState(state) === 'halted') {
    return stop(emptyTrail, 'deny', 'trading-state', 'TRADING_STATE_HALTED', stateContext(state));
  }
  return trade.kind === 'entry'
    ? decideEntry(state, trade, nowMs, emptyTrail)
    : decideExit(state, trade, nowMs, emptyTrail);
}

type Verdict = Pick<DecisionRecord, 'outcome' | 'code' | 'context' | 'averagePrice' | 'settledAtMs'>;

function verdictOf(state: AccountState, trade: Trade, nowMs: number, decision: Decision): Verdict {
  if (decision.kind === 'stop') {
    const { outcome, code, context } = decision;
    return { outcome, code, context, averagePrice: null, settledAtMs: nowMs };
  }
  const observing = state.mode === 'observe' || trade.arrivedInMode === 'observe';
  if (!observing && !trade.simulated)
    return { outcome: 'pending', code: null, context: '', averagePrice: null, settledAtMs: null };
  const code = observing ? null : 'SIMULATED_INTENT';
  return { outcome: 'observed', code, context: '', averagePrice: decision.referencePrice, settledAtMs: nowMs };
}

function basisOf(state: AccountState, trade: Trade, nowMs: number, decision: Decision): DecisionBasis {
  const { snapshot } = state;
  const marketRules = state.markets[trade.symbol] ?? null;
  return {
    snapshotAtMs: snapshot?.atMs ?? null,
    snapshotAgeMs: snapshot === null ? null : nowMs - snapshot.atMs,
    equityUsd: snapshot?.equityUsd ?? null,
    freeQuote: snapshot === null || marketRules === null ? null : freeBalance(snapshot, marketRules.quote),
    ownedQuantity: state.positions[trade.symbol]?.ownedQuantity ?? '0',
    referencePrice: decision.kind === 'order' ? decision.referencePrice : null,
    marketRules,
  };
}
