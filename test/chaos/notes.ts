import { startPrices } from './prices.ts';

/** What a run was asked to do, as far as it could be asked. */
export interface Driven {
  /** Told to each follower by a master; the value: the accounts that follow it. */
  readonly intents: ReadonlyMap<string, readonly string[]>;
  readonly ownOrders: readonly { readonly accountId: string; readonly orderId: string }[];
  /** What the suite itself could not do. */
  readonly problems: readonly string[];
}

export interface Notes {
  readonly intents: Map<string, readonly string[]>;
  readonly ownOrders: { readonly accountId: string; readonly orderId: string }[];
  readonly problems: string[];
  readonly prices: Map<string, string>;
}

export const newNotes = (): Notes => ({
  intents: new Map(),
  ownOrders: [],
  problems: [],
  prices: new Map(Object.entries(startPrices).map(([symbol, price]) => [symbol, String(price)])),
});
