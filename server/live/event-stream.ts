import type { Person } from '../person.ts';
import { newsText, openingText } from './event-text.ts';
import type { LiveListener } from './live-feed.ts';

export interface StreamSettings {
  /** A sign of life when nothing else comes: proxies close what is silent, and pages give it up. */
  readonly heartbeatMs: number;
  /** Who listens is asked again so often: nobody goes on listening after leaving, or to accounts taken away. */
  readonly recheckMs: number;
}

/** Text as the reader takes it; ends when the listener leaves or nobody is signed in any more. */
export async function* eventStream(
  listener: LiveListener,
  listening: Person,
  personNow: () => Promise<Person | null>,
  { heartbeatMs, recheckMs }: StreamSettings,
): AsyncGenerator<string, void, undefined> {
  let person: Person | null = listening;
  let checkedAt = performance.now();
  try {
    yield openingText;
    for (;;) {
      const news = await listener.next(heartbeatMs);
      if (performance.now() - checkedAt >= recheckMs) {
        person = await personNow();
        checkedAt = performance.now();
      }
      if (news.kind === 'left' || person === null) return;
      yield newsText(person, news);
    }
  } finally {
    listener.leave();
  }
}
