import { liveEventKinds, liveEventOf, type LiveEvent } from './live-events.ts';

export type LiveState = 'connecting' | 'open' | 'lost';

interface LiveStreamProps {
  /** What arrived since the last call, ten times a second at most. */
  readonly onEvents: (events: readonly LiveEvent[]) => void;
  readonly onState: (state: LiveState) => void;
  /** Events may have been missed: what is shown has to be read again. */
  readonly onGap: () => void;
}

const batchMs = 100;
const reopenMs = 3_000;
/** By then the server has taken its place in the journal: what is read from here on misses nothing. */
const settledMs = 300;

/**
 * The browser resumes a broken stream from the last event's id by itself; one that the server refused is opened again
 * here, after the last id that was heard.
 * @returns ends it
 */
export function openLiveStream({ onEvents, onState, onGap }: LiveStreamProps): () => void {
  let source: EventSource | null = null;
  let waiting: LiveEvent[] = [];
  let lastId = '';
  let flushTimer: ReturnType<typeof setTimeout> | undefined;
  let reopenTimer: ReturnType<typeof setTimeout> | undefined;
  let gapTimer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;

  const flush = () => {
    flushTimer = undefined;
    const events = waiting;
    waiting = [];
    if (events.length > 0) onEvents(events);
  };
  /** A hidden page gets no frames. */
  const flushSoon = () => {
    flushTimer ??= setTimeout(() => {
      if (document.hidden) flush();
      else frame = requestAnimationFrame(flush);
    }, batchMs);
  };

  const open = () => {
    const isResumed = lastId !== '';
    let isNew = !isResumed;
    onState('connecting');
    const opened = new EventSource(isResumed ? `/api/live?after=${encodeURIComponent(lastId)}` : '/api/live');
    source = opened;
    opened.onopen = () => {
      onState('open');
      if (!isNew) return;
      isNew = false;
      gapTimer = setTimeout(onGap, settledMs);
    };
    opened.onerror = () => {
      onState('lost');
      if (opened.readyState === EventSource.CLOSED) reopenTimer = setTimeout(open, reopenMs);
    };
    opened.addEventListener('reset', onGap);
    for (const kind of liveEventKinds)
      opened.addEventListener(kind, ({ data, lastEventId }: MessageEvent<string>) => {
        lastId = lastEventId;
        waiting.push(liveEventOf(kind, data));
        flushSoon();
      });
  };

  open();
  return () => {
    source?.close();
    clearTimeout(flushTimer);
    clearTimeout(reopenTimer);
    clearTimeout(gapTimer);
    cancelAnimationFrame(frame);
  };
}
