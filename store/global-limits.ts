import type { GlobalLimits } from '../domain/global-state.ts';

/**
 * The limits over all accounts as they were set in the browser. Every call rejects with JournalUnavailable when the
 * database can't be used.
 */
export interface StoredGlobalLimits {
  /** Checked by whoever reads it; null: nobody set any. Undefined: it is no JSON any more. */
  read(): Promise<unknown>;
  put(limits: GlobalLimits): Promise<void>;
  remove(): Promise<void>;
  close(): Promise<void>;
}
