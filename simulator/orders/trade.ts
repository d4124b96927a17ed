import { rounded, times } from '../../domain/decimal.ts';
import type { Trade } from '../book/events.ts';
import type { Exchange } from '../exchange.ts';
import type { Pair } from '../market/pairs.ts';
import type { Match } from './match.ts';

export interface TradeFacts {
  readonly pair: Pair;
  readonly txid: string;
  readonly maker: boolean;
  readonly atMs: number;
  /** How many trades of the same commit come before this one. */
  readonly offset: number;
}

/** One execution with its cost and fee, both rounded to the pair's cost decimals. */
export function tradeFor(exchange: Exchange, match: Match, facts: TradeFacts): Trade {
  const { pair, txid, maker, atMs, offset } = facts;
  const cost = rounded(times(match.price, match.volume), pair.rules.cost_decimals);
  const fee = rounded(times(cost, maker ? pair.makerRate : pair.takerRate), pair.rules.cost_decimals);
  return { ...exchange.nextTrade(offset), txid, price: match.price, volume: match.volume, cost, fee, maker, atMs };
}
