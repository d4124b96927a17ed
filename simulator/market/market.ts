import { isMore, isPositive, minus, plus, smaller, times, type DecimalText } from '../../domain/decimal.ts';
import { stepOf, ticksToDecimal } from '../amounts.ts';
import type { ExchangeEvent, Liquidity, OrderSide } from '../book/events.ts';
import type { Pair, PairStatus } from './pairs.ts';
import { openTapes } from './tapes.ts';

export interface Quote {
  readonly bid: DecimalText;
  readonly ask: DecimalText;
  readonly last: DecimalText;
}

export interface Level {
  readonly price: DecimalText;
  /** Base units; null: any amount. */
  readonly volume: DecimalText | null;
}

export interface Play {
  readonly atMs: number;
  readonly positionMs: number;
  readonly speed: number;
}

/** Prices, what stands at them, and whether a pair takes orders. Changed by `apply` alone. */
export interface Market {
  /** Null: nothing was recorded for the pair and nobody set a price. */
  quote(pair: Pair, atMs: number): Quote | null;
  /** The last price alone, of now or of earlier. */
  last(pair: Pair, atMs: number): DecimalText | null;
  status(pair: Pair): PairStatus;
  liquidity(pair: Pair): Liquidity;
  /** What an order of this side would meet, best price first; empty without a price. */
  levelsFor(pair: Pair, side: OrderSide, atMs: number): Level[];
  /** Traded units a millisecond, for show. */
  volumeRate(pair: Pair, atMs: number): number;
  play(): Play | null;
  isPinned(pair: Pair): boolean;
  apply(event: ExchangeEvent): void;
}

const deep: Liquidity = { spreadTicks: 1, volume: null, levels: 10, levelTicks: 1, refills: true };

export function createMarket(seed: number): Market {
  const tapes = openTapes(seed);
  const pinned = new Map<string, DecimalText>();
  const statuses = new Map<string, PairStatus>();
  const liquidities = new Map<string, Liquidity>();
  const taken = new Map<string, DecimalText>();
  let play: Play | null = null;

  const positionAt = (atMs: number): number => (play === null ? 0 : play.positionMs + (atMs - play.atMs) * play.speed);
  const tick = (pair: Pair): DecimalText => stepOf(pair.rules.pair_decimals);
  const liquidityOf = (pair: Pair): Liquidity => liquidities.get(pair.id) ?? deep;

  function lastPrice(pair: Pair, atMs: number): DecimalText | null {
    const pin = pinned.get(pair.id);
    if (pin !== undefined) return pin;
    const tape = tapes.get(pair.id);
    return tape === undefined ? null : ticksToDecimal(tape.priceAt(positionAt(atMs)), pair.rules.pair_decimals);
  }

  function quote(pair: Pair, atMs: number): Quote | null {
    const last = lastPrice(pair, atMs);
    if (last === null) return null;
    return { bid: last, ask: plus(last, times(tick(pair), String(liquidityOf(pair).spreadTicks))), last };
  }

  function levelsFor(pair: Pair, side: OrderSide, atMs: number): Level[] {
    const now = quote(pair, atMs);
    if (now === null) return [];
    const { volume, levels, levelTicks } = liquidityOf(pair);
    const touch = side === 'buy' ? now.ask : now.bid;
    if (volume === null) return [{ price: touch, volume: null }];
    const step = times(tick(pair), String(side === 'buy' ? levelTicks : -levelTicks));
    let gone = taken.get(`${side} ${pair.id}`) ?? '0';
    const standing: Level[] = [];
    for (let n = 0; n < levels; n++) {
      const price = plus(touch, times(step, String(n)));
      const goneHere = smaller(gone, volume);
      gone = minus(gone, goneHere);
      if (isPositive(price) && isMore(volume, goneHere)) standing.push({ price, volume: minus(volume, goneHere) });
    }
    return standing;
  }

  function apply(event: ExchangeEvent): void {
    switch (event.kind) {
      case 'play-set':
        play = event;
        return;
      case 'price-set':
        if (event.price === null) pinned.delete(event.pair);
        else pinned.set(event.pair, event.price);
        return;
      case 'status-set':
        statuses.set(event.pair, event.status);
        return;
      case 'liquidity-set':
        liquidities.set(event.pair, event.liquidity);
        taken.delete(`buy ${event.pair}`);
        taken.delete(`sell ${event.pair}`);
        return;
      case 'liquidity-taken': {
        const side = `${event.side} ${event.pair}`;
        taken.set(side, plus(taken.get(side) ?? '0', event.volume));
        return;
      }
      case 'key-created':
      case 'key-revoked':
      case 'nonce-used':
      case 'balance-changed':
      case 'order-accepted':
      case 'order-filled':
      case 'order-finished':
        return; // the book's
    }
  }

  return {
    quote,
    last: lastPrice,
    levelsFor,
    apply,
    status: (pair) => statuses.get(pair.id) ?? pair.rules.status,
    liquidity: liquidityOf,
    volumeRate: (pair, atMs) => tapes.get(pair.id)?.volumeRateAt(positionAt(atMs)) ?? 0,
    play: () => play,
    isPinned: (pair) => pinned.has(pair.id),
  };
}
