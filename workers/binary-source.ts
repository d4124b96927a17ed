import type { Environment } from '../config/environment.ts';
import type { Tell } from './progress.ts';

export interface BinarySearch {
  /** Where binaries are kept for all projects of this machine. */
  readonly cacheDir: string;
  readonly env: Environment;
  readonly tell?: Tell;
  /** Ends a build or download at once. */
  readonly signal?: AbortSignal;
}

/** Puts a binary at `target`, or rejects with one line that says why it can't be had this way. */
export type BinarySource = (target: string, search: Required<BinarySearch>) => Promise<void>;
