/** One block of the stream, as a browser takes it. */
export interface Block {
  readonly id: number | null;
  readonly event: string | null;
  readonly data: unknown;
  /** It tells that the stream lives, and maybe the place it has come to, but of nothing that happened. */
  readonly isSignOfLife: boolean;
}

export interface Listening {
  /** Null: the stream has ended. */
  next(): Promise<Block | null>;
  /** The next of this kind, whatever comes before it. */
  nextEvent(): Promise<Block | null>;
  /** The last id that was given, as a browser would resume from it. */
  lastId(): number | null;
  leave(): void;
}

/** Reads the stream no faster than it is asked for. @param lastId sent as a browser does when it resumes */
export async function listenTo(url: string, lastId: number | null = null): Promise<Listening> {
  const leaving = new AbortController();
  const headers: Record<string, string> = lastId === null ? {} : { 'last-event-id': String(lastId) };
  const answer = await fetch(url, { headers, signal: leaving.signal });
  if (answer.status !== 200 || answer.body === null) throw new Error(`${answer.status}: ${await answer.text()}`);
  const blocks = blocksOf(answer.body);
  let last = lastId;
  const next = async (): Promise<Block | null> => {
    const { value, done } = await blocks.next().catch(() => ({ value: undefined, done: true }) as const);
    if (done === true) return null;
    last = value.id ?? last;
    return value;
  };
  return {
    next,
    nextEvent: async () => {
      for (let block = await next(); ; block = await next())
        if (block === null || (block.event !== null && !block.isSignOfLife)) return block;
    },
    lastId: () => last,
    leave: () => {
      leaving.abort();
    },
  };
}

async function* blocksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Block, void, undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) yield blockOf(block.split('\n'));
  }
}

function blockOf(lines: readonly string[]): Block {
  const field = (name: string): string | null =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null;
  const [id, data] = [field('id'), field('data')];
  return {
    id: id === null ? null : Number(id),
    event: field('event'),
    data: data === null ? null : JSON.parse(data),
    isSignOfLife: field('event') === 'place',
  };
}
