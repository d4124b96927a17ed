import { isPositive } from '../../domain/decimal.ts';
import { decimalsOf } from '../amounts.ts';
import type { Liquidity } from '../book/events.ts';
import { preciseNowMs } from '../clock.ts';
import { findPair, pairs, pairStatuses, type Pair } from '../market/pairs.ts';
import type { Market } from '../market/market.ts';
import { fillReachedOrders } from '../orders/resting-orders.ts';
import { readBody, type BodyReader } from './body-reader.ts';
import type { ControlAnswer, ControlRequest } from './control-context.ts';
import type { PairView } from './control-types.ts';

const pairView = (market: Market, pair: Pair): PairView => ({
  pair: pair.id,
  price: market.last(pair, preciseNowMs()),
  pinned: market.isPinned(pair),
  status: market.status(pair),
  liquidity: market.liquidity(pair),
});

export const listPairs = ({ context }: ControlRequest): ControlAnswer => ({
  ok: { pairs: [...pairs.values()].map((pair) => pairView(context.exchange.market, pair)) },
});

function readPair(read: BodyReader): Pair | null {
  const pair = findPair(read.text('pair'));
  if (pair === null) read.complain('pair: no such pair');
  return pair;
}

/** Pins a price, or with null lets the recording play again. Open orders that it reaches fill at once. */
export function setPrice({ context, body }: ControlRequest): ControlAnswer {
  const read = readBody(body, ['pair', 'price']);
  const pair = readPair(read);
  const price = read.has('price') ? read.amount('price') : null;
  if (price !== null && !isPositive(price)) read.complain('price: expected more than zero');
  if (pair !== null && price !== null && decimalsOf(price) > pair.rules.pair_decimals) {
    read.complain(`price: expected a multiple of ${pair.rules.tick_size}`);
  }
  const problem = read.problem();
  if (problem !== null || pair === null) return { problem: problem ?? 'pair: no such pair' };
  context.exchange.commit([{ kind: 'price-set', pair: pair.id, price }]);
  fillReachedOrders(context.exchange);
  return { ok: pairView(context.exchange.market, pair) };
}

export function setPairStatus({ context, body }: ControlRequest): ControlAnswer {
  const read = readBody(body, ['pair', 'status']);
  const pair = readPair(read);
  const status = read.oneOf('status', pairStatuses);
  const problem = read.problem();
  if (problem !== null || pair === null || status === undefined) return { problem: problem ?? 'pair: no such pair' };
  context.exchange.commit([{ kind: 'status-set', pair: pair.id, status }]);
  return { ok: pairView(context.exchange.market, pair) };
}

/** Fields left out keep their value; `volume: null` is any amount. What was taken is there again. */
export function setLiquidity({ context, body }: ControlRequest): ControlAnswer {
  const read = readBody(body, ['pair', 'spreadTicks', 'volume', 'levels', 'levelTicks', 'refills']);
  const pair = readPair(read);
  if (pair === null) return { problem: read.problem() ?? 'pair: no such pair' };
  const before = context.exchange.market.liquidity(pair);
  const isAnyAmount = /"volume"\s*:\s*null/.test(body);
  const liquidity: Liquidity = {
    spreadTicks: Math.floor(read.optionalNumber('spreadTicks', 0) ?? before.spreadTicks),
    volume: isAnyAmount ? null : read.has('volume') ? read.amount('volume') : before.volume,
    levels: Math.floor(read.optionalNumber('levels', 0, 1_000) ?? before.levels),
    levelTicks: Math.floor(read.optionalNumber('levelTicks', 1) ?? before.levelTicks),
    refills: read.has('refills') ? read.flag('refills') : before.refills,
  };
  const problem = read.problem();
  if (problem !== null) return { problem };
  context.exchange.commit([{ kind: 'liquidity-set', pair: pair.id, liquidity }]);
  fillReachedOrders(context.exchange);
  return { ok: pairView(context.exchange.market, pair) };
}
