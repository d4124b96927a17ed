import type { Exchange } from '../exchange.ts';
import type { CallCounters } from './call-counters.ts';
import type { Settings } from './control-types.ts';
import type { Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';

/** All that the control API can see and touch. */
export interface ControlContext {
  readonly exchange: Exchange;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly calls?: CallCounters;
  settings: Settings;
  /** Aborted when the simulator closes. */
  readonly stopping: AbortSignal;
}

export interface ControlRequest {
  readonly context: ControlContext;
  readonly body: string;
  readonly query: URLSearchParams;
}

/** JSON for the caller, or what was wrong with the call. */
export type ControlAnswer = { readonly ok: unknown } | { readonly problem: string };
