import { liveEventKinds, liveEventOf, type LiveEvent } from './live-events.ts';

export type LiveState = 'connecting' | 'open' | 'lost';

interface LiveStreamProps {
  /** What arrived since the last call, at most once a frame. */
  readonly onEvents: (events: readonly LiveEvent[]) => void;
  readonly onState: (state: LiveState) => void;
  /** The stream began anew without the place where it ended: what was missed has to be read. */
  readonly onGap: () => void;
}

const batchMs = 100;
const reopenMs = 3_000;

/**
 * The browser resumes a broken stream from the last event's id by itself; one that the server refused is opened again
 * here. Hundreds of events a second become ten batches.
 * @returns ends it
 */
export function openLiveStream({ onEvents, onState, onGap }: LiveStreamProps): () => void {
  let source: EventSource | null = null;
  let waiting: LiveEvent[] = [];
  let flushTimer: ReturnType<typeof setTimeout> | undefined;
  let reopenTimer: ReturnType<typeof setTimeout> | undefined;
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
    onState('connecting');
    source = new EventSource('/api/live');
    source.onopen = () => onState('open');
    source.onerror = () => {
      onState('lost');
      if (source?.readyState !== EventSource.CLOSED) return;
      reopenTimer = setTimeout(() => {
        open();
        onGap();
      }, reopenMs);
    };
    for (const kind of liveEventKinds)
      source.addEventListener(kind, ({ data }: MessageEvent<string>) => {
        waiting.push(liveEventOf(kind, data));
        flushSoon();
      });
  };

  open();
  return () => {
    source?.close();
    clearTimeout(flushTimer);
    clearTimeout(reopenTimer);
    cancelAnimationFrame(frame);
  };
}
