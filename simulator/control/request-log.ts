import type { ReceivedRequest } from './control-types.ts';

/** Every request since the last reset, up to a bound: the oldest go first. */
export interface RequestLog {
  add(request: ReceivedRequest): void;
  read(filter: { readonly key: string | null; readonly endpoint: string | null }): readonly ReceivedRequest[];
  readonly dropped: () => number;
  reset(): void;
}

const mostKept = 500_000;

export function createRequestLog(): RequestLog {
  let kept: ReceivedRequest[] = [];
  let dropped = 0;
  return {
    add: (request) => {
      kept.push(request);
      if (kept.length <= mostKept) return;
      dropped += mostKept / 2;
      kept = kept.slice(mostKept / 2);
    },
    read: ({ key, endpoint }) =>
      kept.filter((r) => (key === null || r.key === key) && (endpoint === null || r.endpoint === endpoint)),
    dropped: () => dropped,
    reset: () => {
      kept = [];
      dropped = 0;
    },
  };
}
