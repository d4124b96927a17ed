import { WebSocket } from 'undici';

/** A Node process that was started with `--inspect`, looked at from outside: nothing of it is changed for that. */
export interface Inspector {
  memory(): Promise<HeapUse>;
  /** What is left after a collection: what grows here is held by somebody. */
  collectedHeapMb(): Promise<number>;
  /** Samples what its main thread does for so long. */
  profile(forMs: number): Promise<CpuProfile>;
  close(): void;
}

export interface HeapUse {
  readonly rssMb: number;
  readonly heapUsedMb: number;
  readonly externalMb: number;
}

/** As the DevTools protocol gives it: times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

const sampleEveryUs = 2_000;

/** @param url as Node prints it: `ws://127.0.0.1:…` */
export async function inspect(url: string): Promise<Inspector> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => {
      resolve();
    });
    socket.addEventListener('error', () => {
      reject(new Error(`no inspector at ${url}`));
    });
  });
  const endAll = (): void => {
    for (const { reject } of waiting.values()) reject(new Error('the inspected process is gone'));
    waiting.clear();
  };
  socket.addEventListener('close', endAll);
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as { id?: number; result?: never; error?: Error };
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || asked === undefined) return;
    waiting.delete(id);
    if (error === undefined) asked.resolve(result as never);
    else asked.reject(new Error(error.message));
  });
  let lastId = 0;
  const call = <T>(method: string, params: object = {}): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const id = (lastId += 1);
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  const memory = async (): Promise<HeapUse> => {
    const expression = 'JSON.stringify(process.memoryUsage())';
    const { result } = await call<{ result: { value: string } }>('Runtime.evaluate', { expression });
    const { rss, heapUsed, external } = JSON.parse(result.value) as NodeJS.MemoryUsage;
    return { rssMb: rss / 2 ** 20, heapUsedMb: heapUsed / 2 ** 20, externalMb: external / 2 ** 20 };
  };
  await call('Profiler.enable');
  await call('Profiler.setSamplingInterval', { interval: sampleEveryUs });
  return {
    memory,
    collectedHeapMb: async () => {
      await call('HeapProfiler.collectGarbage');
      return (await memory()).heapUsedMb;
    },
    profile: async (forMs) => {
      await call('Profiler.start');
      await new Promise((resolve) => setTimeout(resolve, forMs));
      return (await call<{ profile: CpuProfile }>('Profiler.stop')).profile;
    },
    close: () => {
      socket.close();
    },
  };
}
