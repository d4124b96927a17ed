import { chmod } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { createStream } from 'rotating-file-stream';

export interface LogBounds {
  readonly fileBytes: number;
  /** Beside the one that is written; the oldest go. */
  readonly olderFiles: number;
}

const usual: LogBounds = { fileBytes: 10 * 1024 * 1024, olderFiles: 5 };
const privateMode = 0o600;

/**
 * Appends to the file, which only its owner reads. Full ones are set aside as `<file>.1` and up, so the log never
 * outgrows its bounds; a disk that takes nothing more ends the log, not the server.
 */
export function boundedLog(file: string, { fileBytes, olderFiles }: LogBounds = usual): Writable {
  const name = basename(file);
  const stream = createStream((index) => (typeof index === 'number' ? `${name}.${index}` : name), {
    path: dirname(file),
    size: `${fileBytes}B`,
    rotate: olderFiles,
    mode: privateMode,
  });
  // One that an earlier version made may be open to others.
  stream.on('open', (opened) => void chmod(opened, privateMode).catch(() => undefined));
  stream.on('error', () => undefined);
  return stream;
}
