import { applyToBook, emptyBook, type Book } from './book/book.ts';
import type { ExchangeEvent } from './book/events.ts';
import { orderIdFor, tradeIdFor } from './book/ids.ts';
import { openStateLog } from './book/state-log.ts';
import { createMarket, type Market } from './market/market.ts';

/** The whole exchange behind the HTTP face: a book and a market that change by events alone. */
export interface Exchange {
  readonly book: Book;
  readonly market: Market;
  /** Makes the events true, together: also on disk, when a state file is kept, before this returns. */
  commit(events: readonly ExchangeEvent[]): void;
  /** Changes how fast the recording plays from here on. */
  setSpeed(speed: number): void;
  nextOrderId(): string;
  /** `offset`: how many trades of the same commit come before this one. */
  nextTrade(offset: number): { readonly id: string; readonly number: number };
  close(): void;
}

export interface ExchangeOptions {
  readonly seed: number;
  /** Milliseconds of recording played in one of real time. 0: prices stand still. */
  readonly speed: number;
  readonly stateFile: string | null;
}

export function openExchange({ seed, speed, stateFile }: ExchangeOptions): Exchange {
  const book = emptyBook();
  const market = createMarket(seed);
  const log = stateFile === null ? null : openStateLog(stateFile);
  const apply = (event: ExchangeEvent): void => {
    applyToBook(book, event);
    market.apply(event);
  };
  for (const event of log?.past ?? []) apply(event);

  const commit = (events: readonly ExchangeEvent[]): void => {
    if (events.length === 0) return;
    for (const event of events) apply(event);
    log?.append(events);
  };
  const setSpeed = (wanted: number): void => {
    const before = market.play();
    if (before?.speed === wanted) return;
    const atMs = Date.now();
    const positionMs = before === null ? 0 : before.positionMs + (atMs - before.atMs) * before.speed;
    commit([{ kind: 'play-set', atMs, positionMs, speed: wanted }]);
  };
  setSpeed(speed);
  return {
    book,
    market,
    commit,
    setSpeed,
    nextOrderId: () => orderIdFor(book.orders.size, seed),
    nextTrade: (offset) => {
      const number = book.trades.size + offset + 1;
      return { id: tradeIdFor(number, seed), number };
    },
    close: () => log?.close(),
  };
}
