import { readSettings } from '../../config/settings.ts';
import { findTemporalBinary } from '../../workers/temporal-binary.ts';

let found: Promise<string> | null = null;

/** The path of the machine's Temporal server. */
export function realBinary(): Promise<string> {
  found ??= findTemporalBinary({ cacheDir: readSettings(process.env).cacheDir, env: process.env }).then(
    ({ path }) => path,
  );
  return found;
}
