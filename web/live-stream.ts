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
/** The server gives a sign of life every 15 seconds: a connection that is silent for longer is dead and doesn't know it. */
const silentMs = 40_000;
const lookEveryMs = 5_000;
/** A browser has six connections to a site, for all its pages together: one that nobody looks at gives its own back. */
const hiddenMs = 15_000;
/** After a longer absence it is less to read what is shown again than all that happened. */
const resumedWithinMs = 60_000;

/**
 * The browser resumes a broken stream from the last event's id by itself; one that the server refused, that fell silent,
 * or that was given back while the page was hidden is opened again here, after the last id that was heard.
 * @returns ends it
 */
export function openLiveStream({ onEvents, onState, onGap }: LiveStreamProps): () => void {
  let source: EventSource | null = null;
  let waiting: LiveEvent[] = [];
  let lastId = '';
  let heardAtMs = performance.now();
  let flushTimer: ReturnType<typeof setTimeout> | undefined;
  let reopenTimer: ReturnType<typeof setTimeout> | undefined;
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
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
  const close = () => {
    clearTimeout(reopenTimer);
    source?.close();
    source = null;
  };

  const open = () => {
    close();
    let isNew = lastId === '';
    heardAtMs = performance.now();
    onState('connecting');
    const opened = new EventSource(isNew ? '/api/live' : `/api/live?after=${encodeURIComponent(lastId)}`);
    source = opened;
    const hear = ({ lastEventId }: MessageEvent<string>) => {
      heardAtMs = performance.now();
      if (lastEventId !== '') lastId = lastEventId;
      // From here on nothing is missed; what came before the server took this place may be.
      if (isNew) onGap();
      isNew = false;
    };
    opened.onopen = () => onState('open');
    opened.onerror = () => {
      onState('lost');
      if (opened.readyState === EventSource.CLOSED) reopenTimer = setTimeout(open, reopenMs);
    };
    opened.addEventListener('place', hear);
    opened.addEventListener('reset', (message: MessageEvent<string>) => {
      isNew = true;
      hear(message);
    });
    for (const kind of liveEventKinds)
      opened.addEventListener(kind, (message: MessageEvent<string>) => {
        hear(message);
        waiting.push(liveEventOf(kind, message.data));
        flushSoon();
      });
  };

  const openAgain = () => {
    if (!document.hidden) open();
  };
  const onVisibility = () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) hiddenTimer = setTimeout(close, hiddenMs);
    else if (source === null) {
      if (performance.now() - heardAtMs > resumedWithinMs) lastId = '';
      open();
    }
  };
  const silenceTimer = setInterval(() => {
    if (source === null || performance.now() - heardAtMs < silentMs) return;
    onState('lost');
    open();
  }, lookEveryMs);
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('online', openAgain);

  open();
  onVisibility();
  return () => {
    close();
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('online', openAgain);
    clearInterval(silenceTimer);
    clearTimeout(flushTimer);
    clearTimeout(hiddenTimer);
    cancelAnimationFrame(frame);
  };
}
