import { seededRandom } from '../random.ts';
import type { FaultRequest, FaultView } from './control-types.ts';

export interface Faults {
  add(request: FaultRequest): FaultView;
  /** The oldest fault that hits this request, counted. */
  take(key: string | null, endpoint: string): FaultRequest | null;
  list(): readonly FaultView[];
  /** One by its id, or all. */
  remove(id: number | null): void;
}

interface Fault {
  readonly id: number;
  readonly request: FaultRequest;
  hits: number;
  skipped: number;
}

export function createFaults(seed: number): Faults {
  const random = seededRandom(seed);
  let faults: Fault[] = [];
  let lastId = 0;
  const view = ({ id, request, hits }: Fault): FaultView => ({ ...request, id, hits });
  const matches = ({ request }: Fault, key: string | null, endpoint: string): boolean =>
    (request.key === undefined || request.key === key) &&
    (request.endpoint === undefined || request.endpoint === endpoint);

  return {
    add: (request) => {
      const fault = { id: ++lastId, request, hits: 0, skipped: 0 };
      faults.push(fault);
      return view(fault);
    },
    take: (key, endpoint) => {
      for (const fault of faults) {
        const { request } = fault;
        if (!matches(fault, key, endpoint) || fault.hits >= (request.count ?? Infinity)) continue;
        if (fault.skipped < (request.skip ?? 0)) {
          fault.skipped++;
          continue;
        }
        if ((request.probability ?? 1) < 1 && random() >= (request.probability ?? 1)) continue;
        fault.hits++;
        return request;
      }
      return null;
    },
    list: () => faults.map(view),
    remove: (id) => {
      faults = id === null ? [] : faults.filter((fault) => fault.id !== id);
    },
  };
}
