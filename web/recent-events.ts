import type { LiveEvent } from './live-events.ts';

type Of<Kind extends LiveEvent['kind']> = Extract<LiveEvent, { readonly kind: Kind }>;

interface RecentTrade {
  intent: Of<'intent'> | null;
  /** The latest word of each account; null: the server alone sums up what it did. */
  readonly decisions: Map<string, Of<'decision'> | null>;
}

/** More than a second's trades by far, and as many as are shown without asking for older ones. */
const mostTrades = 30;
const soleLeg = 'copy';

/**
 * What was heard of the latest trades. Accounts may have decided before the trade itself is told, and an answer of the
 * server may have been read before what was heard since: neither must make an outcome disappear.
 */
export function recentEvents() {
  const trades = new Map<string, RecentTrade>();
  const tradeOf = (intentId: string): RecentTrade => {
    const known = trades.get(intentId);
    if (known !== undefined) return known;
    const [oldest] = trades.keys();
    if (trades.size >= mostTrades && oldest !== undefined) trades.delete(oldest);
    const trade: RecentTrade = { intent: null, decisions: new Map() };
    trades.set(intentId, trade);
    return trade;
  };
  return {
    remember: (events: readonly LiveEvent[]): void => {
      for (const live of events) {
        if (live.kind === 'intent') tradeOf(live.intent.intentId).intent = live;
        if (live.kind !== 'decision' || live.decision.origin !== 'master') continue;
        const { intentId, accountId, leg } = live.decision;
        const { decisions } = tradeOf(intentId);
        decisions.set(accountId, leg === soleLeg && decisions.get(accountId) !== null ? live : null);
      }
    },
    /** Of one trade, or of all that are remembered; each trade before what accounts made of it. */
    heard: (intentId?: string): readonly LiveEvent[] =>
      [...trades]
        .filter(([id]) => intentId === undefined || id === intentId)
        .flatMap(([, { intent, decisions }]) => [
          ...(intent === null ? [] : [intent]),
          ...[...decisions.values()].filter((live) => live !== null),
        ]),
    forget: (): void => {
      trades.clear();
    },
  };
}

/** Of this page. */
export const recent = recentEvents();
