import type { DecisionRecord } from '../../domain/decision-record.ts';
import type { Cast } from './cast.ts';
import type { Notes } from './notes.ts';
import type { Evidence } from './evidence.ts';
import type { Plan, PlannedIntent } from './plan-types.ts';
import { createTradeHand } from './trade-hand.ts';

/** With nothing going wrong any more every account buys and sells once again: none is stuck for good. */
export async function tradeOnceMore(plan: Plan, cast: Cast, notes: Notes): Promise<readonly string[]> {
  const trades = createTradeHand(plan, cast, notes);
  const groups = Array.from({ length: plan.groups - 1 }, (_, group) => group);
  const intents = groups.flatMap((group): readonly PlannedIntent[] => {
    const common = { group, symbol: 'BTC/USD' };
    const intentId = `s${String(plan.options.seed)}-last${String(group)}`;
    return [
      { ...common, intentId: `${intentId}-entry`, side: 'buy', share: '0.0100', exitFraction: null },
      { ...common, intentId: `${intentId}-exit`, side: 'sell', share: null, exitFraction: '1' },
    ];
  });
  for (const side of ['buy', 'sell']) {
    await Promise.all(intents.filter((intent) => intent.side === side).map((intent) => trades.submit(intent)));
  }
  return intents.map(({ intentId }) => intentId);
}

/** A limit that a person set, or an order that waits for a person, is a reason not to trade; none keeps an exit back. */
const mayStop: readonly (string | null)[] = ['DAILY_TRADES_REACHED', 'ORDER_UNRESOLVED'];

export function stuckAccounts({ accounts }: Evidence, lastIntents: readonly string[]): readonly string[] {
  const isDone = ({ kind, outcome, code }: DecisionRecord): boolean =>
    outcome === 'filled' ||
    (kind === 'entry' && code === 'TRADING_STATE_EXIT_ONLY') ||
    mayStop.includes(code) ||
    (kind === 'exit' && code === 'NOTHING_OWNED');
  return accounts.flatMap(({ planned, records }) =>
    records
      .filter((record) => lastIntents.includes(record.intentId) && !isDone(record))
      .map(
        ({ intentId, outcome, code }) =>
          `${planned.accountId} does not trade any more: ${intentId} ${outcome} ${code ?? ''}`,
      ),
  );
}
