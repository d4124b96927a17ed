import { readFileSync, renameSync, statSync } from 'node:fs';

const rotateAtBytes = 5_000_000;

export const logSize = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Keeps the log of earlier starts from growing for ever: one older file stays. */
export function rotateLog(file: string): void {
  if (logSize(file) > rotateAtBytes) renameSync(file, `${file}.1`);
}

/** The last complaint that was logged after `fromByte`; null when there is none. */
export function reasonInLog(file: string, fromByte: number): string | null {
  const lines = readFileSync(file).subarray(fromByte).toString('utf8').trim().split('\n');
  return lines.findLast((line) => /error|failed|fatal|unable|in use/i.test(line))?.trim() ?? null;
}
