import type { ExchangeEvent } from './events.ts';

/** What an event makes meaningless of what came before it: everything of the same name. Null: nothing. */
function replaces(event: ExchangeEvent): string | null {
  switch (event.kind) {
    case 'nonce-used':
    case 'key-revoked':
      return `${event.kind} ${event.key}`;
    case 'play-set':
      return event.kind;
    case 'price-set':
    case 'status-set':
      return `${event.kind} ${event.pair}`;
    case 'liquidity-set':
    case 'liquidity-taken':
      return `liquidity ${event.pair}`;
    case 'key-created':
    case 'balance-changed':
    case 'order-accepted':
    case 'order-filled':
    case 'order-finished':
      return null;
  }
}

/** The same exchange from fewer events: the last word on each nonce, price and setting, and all that orders did. */
export function compactedEvents(past: readonly ExchangeEvent[]): readonly ExchangeEvent[] {
  const settled = new Set<string>();
  const kept: ExchangeEvent[] = [];
  for (const event of past.toReversed()) {
    const name = replaces(event);
    if (name !== null && settled.has(name)) continue;
    // What was taken of the liquidity adds up since it was set.
    if (name !== null && event.kind !== 'liquidity-taken') settled.add(name);
    kept.push(event);
  }
  return kept.reverse();
}
