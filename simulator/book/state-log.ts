import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { compactedEvents } from './compacted-events.ts';
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
  const kept = compactedEvents(past);
  if (kept.length < past.length / 2) replaceBy(kept, file);
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

/** As a whole: a kill in between leaves the old file or the new one. */
function replaceBy(events: readonly ExchangeEvent[], file: string): void {
  const draft = `${file}.draft`;
  writeFileSync(draft, events.map((event) => `${JSON.stringify([event])}\n`).join(''), { mode: 0o600 });
  renameSync(draft, file);
}

function parseLine(line: string, number: number, file: string): ExchangeEvent[] {
  try {
    return JSON.parse(line) as ExchangeEvent[];
  } catch {
    throw new Error(`${file}, line ${String(number)}: not a simulator state log`);
  }
}
