import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes a configuration folder for one test; values that are not text are written as JSON. */
export function configFolder(files: Readonly<Record<string, unknown>>): string {
  const root = mkdtempSync(join(tmpdir(), 'lockstep-config-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'config');
  mkdirSync(join(folder, 'users'), { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

export const master = { broker_type: 'kraken' };
export const user = (userId: string, more: object = {}) => ({ user_id: userId, broker_type: 'kraken', ...more });

/** Valid base64 that no message may repeat. */
export const secretText = 'c2VjcmV0LW9mLXRlc3Q=';
export const keyPair = (who: string, key = `key-of-${who}`) => ({
  [`KRAKEN_${who}_API_KEY`]: key,
  [`KRAKEN_${who}_API_SECRET`]: secretText,
});
