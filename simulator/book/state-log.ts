import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { ExchangeEvent } from './events.ts';

export interface StateLog {
  /** What the file held when it was opened. */
  readonly past: readonly ExchangeEvent[];
  /** In the kernel's hands on return: it outlives the process, though not a power cut. */
  append(events: readonly ExchangeEvent[]): void;
  close(): void;
}

/** One JSON array of events a line; the events of one line happened together. A torn last line is cut off. */
export function openStateLog(file: string): StateLog {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const past = whole
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line, index) => parseLine(line, index + 1, file));
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  const descriptor = openSync(file, 'a', 0o600);
  return {
    past,
    append: (events) => {
      const bytes = Buffer.from(`${JSON.stringify(events)}\n`);
      let written = 0;
      while (written < bytes.length) written += writeSync(descriptor, bytes, written);
    },
    close: () => {
      fsyncSync(descriptor);
      closeSync(descriptor);
    },
  };
}

function parseLine(line: string, number: number, file: string): ExchangeEvent[] {
  try {
    return JSON.parse(line) as ExchangeEvent[];
  } catch {
    throw new Error(`${file}, line ${String(number)}: not a simulator state log`);
  }
}
