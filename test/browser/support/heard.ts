import type { Page } from 'playwright-core';

/** One answer of the API, or one event of the live stream. */
export interface Heard {
  /** Such as `GET /api/accounts`; an event has its name, such as `event decision`. */
  readonly what: string;
  readonly text: string;
  /** Of an event: grows with every event. */
  readonly eventId: string | null;
}

interface StreamMessage {
  readonly eventName: string;
  readonly eventId: string;
  readonly data: string;
}

/** @returns what this page has heard so far, whole */
export async function listenTo(page: Page): Promise<() => Promise<readonly Heard[]>> {
  const answers: Promise<Heard>[] = [];
  const events: Heard[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    // The stream never ends, so its text is not to be had as an answer.
    if (!pathname.startsWith('/api/') || pathname === '/api/live') return;
    const what = `${response.request().method()} ${pathname}`;
    const headers = response.allHeaders().then((all) => JSON.stringify(all));
    const body = response.text().catch(() => '');
    answers.push(Promise.all([headers, body]).then((texts) => ({ what, text: texts.join('\n'), eventId: null })));
  });
  const session = await page.context().newCDPSession(page);
  session.on('Network.eventSourceMessageReceived', ({ eventName, eventId, data }: StreamMessage) => {
    events.push({ what: `event ${eventName}`, text: data, eventId });
  });
  await session.send('Network.enable');
  return async () => [...(await Promise.all(answers)), ...events];
}
