import type { DecimalText } from '../../domain/decimal.ts';
import type { Side } from '../../domain/trade-intent.ts';
import type { FaultRequest } from '../../simulator/control-client.ts';

export interface PlanOptions {
  readonly seed: number;
  readonly accounts: number;
  readonly intents: number;
  /** How long trades and faults come; settling takes what it takes. */
  readonly driveMs: number;
}

/** A trade of a master's, told to all who follow it. */
export interface PlannedIntent {
  readonly intentId: string;
  readonly group: number;
  readonly symbol: string;
  readonly side: Side;
  /** Entries: share of the master's equity. */
  readonly share: DecimalText | null;
  /** Exits. */
  readonly exitFraction: DecimalText | null;
}

export type Action =
  | { readonly do: 'intent'; readonly intent: PlannedIntent }
  /** The same again: to the master, or as a signal to each follower. */
  | { readonly do: 'repeat'; readonly intentId: string; readonly to: 'master' | 'followers' }
  /** Signals straight to the accounts, each in an order of its own, some twice. */
  | { readonly do: 'tell'; readonly intents: readonly PlannedIntent[]; readonly orders: readonly Telling[] }
  | {
      readonly do: 'own-order';
      readonly accountId: string;
      readonly orderId: string;
      readonly symbol: string;
      readonly side: Side;
      /** Quote units for a purchase, a share of what is owned for a sale. */
      readonly amount: DecimalText;
    }
  | { readonly do: 'liquidate'; readonly accountId: string; readonly requestId: string }
  | { readonly do: 'fault'; readonly accountId: string | null; readonly fault: Omit<FaultRequest, 'key'> }
  | { readonly do: 'revoke-key'; readonly accountId: string; readonly forMs: number }
  | { readonly do: 'price'; readonly symbol: string; readonly price: DecimalText }
  /** Null: any amount. */
  | { readonly do: 'liquidity'; readonly symbol: string; readonly volume: DecimalText | null }
  | { readonly do: 'visibility-lag'; readonly ms: number }
  /** A person sells a share of what the account holds of a coin. */
  | { readonly do: 'hand-sale'; readonly accountId: string; readonly symbol: string; readonly share: DecimalText }
  /** A person buys or sells own coins. */
  | {
      readonly do: 'hand-trade';
      readonly accountId: string;
      readonly symbol: string;
      readonly side: Side;
      readonly quantity: DecimalText;
    }
  | { readonly do: 'kill-worker'; readonly worker: 0 | 1; readonly downMs: number }
  | { readonly do: 'kill-server'; readonly downMs: number }
  | { readonly do: 'kill-exchange'; readonly downMs: number }
  | { readonly do: 'step-clock'; readonly worker: 0 | 1; readonly byMs: number };

/** Which intents one account hears, in this order. */
export interface Telling {
  readonly accountId: string;
  readonly indices: readonly number[];
}

export type Step = Action & { readonly atMs: number };

/** What a seed does and when: a pure function of the options. */
export interface Plan {
  readonly options: PlanOptions;
  readonly accounts: readonly PlannedAccount[];
  /** Each group but the last follows a master of its own; the last is told directly. */
  readonly groups: number;
  readonly steps: readonly Step[];
}

export interface PlannedAccount {
  readonly accountId: string;
  readonly group: number;
  /** What a person does at the exchange beside Lockstep. */
  readonly person: 'nothing' | 'sells-copies' | 'trades-own-coins';
  /** BTC that Lockstep did not buy. */
  readonly ownCoins: DecimalText;
  readonly maxOrderUsd: DecimalText | null;
  readonly maxDailyTrades: number | null;
  readonly maxDailyLossUsd: DecimalText | null;
  readonly stopLossPct: DecimalText | null;
  readonly trailingStopPct: DecimalText | null;
}
