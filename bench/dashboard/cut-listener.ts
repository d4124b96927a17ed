import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import type { Owner } from './owner.ts';

/** A listener whose connection is cut again and again, in the middle of whatever is on its way. */
export interface CutListener {
  /** Ends once it has heard this change, or when that takes too long. */
  stopAfter(changeId: number, withinMs: number): Promise<Heard>;
  /** The place it began at. */
  readonly startedAt: Promise<number>;
}

export interface Heard {
  /** Of every event, in the order of their coming. */
  readonly ids: readonly number[];
  readonly cuts: number;
  /** How often it was told that changes are missing. */
  readonly resets: number;
}

const longestMs = 12_000;
const shortestMs = 500;
/** As a browser waits, by the stream's own word. */
const comeBackMs = 1_000;

export function cutListener(owner: Owner): CutListener {
  const ids: number[] = [];
  let cuts = 0;
  let resets = 0;
  let lastId: number | null = null;
  const over = new AbortController();
  let told: (place: number) => void = () => undefined;
  const startedAt = new Promise<number>((resolve) => {
    told = resolve;
  });
  let current = new AbortController();

  const take = (block: string): void => {
    const field = (name: string): string | null => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
    const [id, event] = [field('id'), field('event')];
    if (id === null) return;
    lastId ??= Number(id);
    told(lastId);
    if (event === 'reset') resets += 1;
    else if (event !== null && event !== 'place') ids.push(Number(id));
    lastId = Number(id);
  };
  const listen = async (): Promise<void> => {
    current = new AbortController();
    const cutting = current;
    const timer = setTimeout(
      () => {
        cuts += 1;
        cutting.abort();
      },
      shortestMs + Math.random() * (longestMs - shortestMs),
    );
    try {
      const resume = lastId === null ? {} : { 'last-event-id': String(lastId) };
      const headers = { cookie: owner.cookie, ...resume };
      const { body } = await request(`${owner.apiUrl}/live`, { headers, signal: cutting.signal, bodyTimeout: 0 });
      const decoder = new TextDecoder();
      let text = '';
      for await (const chunk of body as AsyncIterable<Buffer>) {
        text += decoder.decode(chunk, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) take(block);
      }
    } finally {
      clearTimeout(timer);
    }
  };
  const listening = (async () => {
    for (;;) {
      await listen().catch(() => undefined);
      if (over.signal.aborted) return;
      await delay(comeBackMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();

  return {
    startedAt,
    stopAfter: async (changeId, withinMs) => {
      const deadline = performance.now() + withinMs;
      while ((lastId ?? 0) < changeId && performance.now() < deadline) await delay(50);
      over.abort();
      current.abort();
      await listening;
      return { ids, cuts, resets };
    },
  };
}
