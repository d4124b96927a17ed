import type { DecimalText } from './decimal.ts';

export type Side = 'buy' | 'sell';
/** `entry` increases the follower's exposure, `exit` reduces it. Spot only: buys enter, sells exit. */
export type IntentKind = 'entry' | 'exit';

/** What the master announces once, the same for every follower. */
export interface TradeIntent {
  readonly intentId: string;
  readonly sequence: number;
  /** When this numbering began: sequences are unique within one epoch. */
  readonly epochMs: number;
  readonly symbol: string;
  readonly side: Side;
  readonly kind: IntentKind;
  /** The confirmed fill; an external exit may come without one. */
  readonly masterFill: MasterFill | null;
  /** The master's whole equity in USD just before the trade; entries only. */
  readonly masterEquityBefore: DecimalText | null;
  /** Share of its position that the master closed, above 0 and at most 1; exits only. */
  readonly exitFraction: DecimalText | null;
  /** The master observed and did not trade: followers may only observe. */
  readonly simulated: boolean;
  readonly occurredAtMs: number;
}

export interface MasterFill {
  readonly quantity: DecimalText;
  readonly averagePrice: DecimalText;
}

/** An intent from outside, before the master numbers it. */
export type ExternalIntent = Omit<TradeIntent, 'sequence' | 'epochMs' | 'simulated'>;
