import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { boundedLog } from '../../server/bounded-log.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'lockstep-log-'));
  onTestFinished(() => {
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}

const wrote = (log: Writable, line: string) =>
  new Promise<void>((resolve, reject) => {
    log.write(`${line}\n`, (error) => {
      if (error == null) resolve();
      else reject(error);
    });
  });
const ended = (log: Writable) => new Promise<void>((resolve) => log.end(resolve));

test('a log that grows for years must not fill the disk: the oldest go, and others can not read any of it', async () => {
  const dir = folder();
  const log = boundedLog(join(dir, 'api.log'), { fileBytes: 1_000, olderFiles: 2 });
  for (let line = 0; line < 100; line += 1) await wrote(log, `${line} `.padEnd(99, 'x'));
  await ended(log);
  const files = readdirSync(dir).sort();
  expect(files).toEqual(['api.log', 'api.log.1', 'api.log.2']);
  for (const file of files) {
    const { size, mode } = statSync(join(dir, file));
    expect(size, file).toBeLessThanOrEqual(1_100);
    expect(mode & 0o777, file).toBe(0o600);
  }
  const kept = ['api.log.2', 'api.log.1', 'api.log'].map((file) => readFileSync(join(dir, file), 'utf8')).join('');
  const numbers = kept
    .trim()
    .split('\n')
    .map((line) => Number(line.split(' ')[0]));
  expect(numbers.at(-1)).toBe(99);
  expect(numbers).toEqual(Array.from(numbers, (_, index) => 100 - numbers.length + index));
});

test('it goes on where it ended, and closes what an earlier version left open to others', async () => {
  const file = join(folder(), 'api.log');
  writeFileSync(file, 'before\n');
  chmodSync(file, 0o644);
  const log = boundedLog(file);
  await wrote(log, 'after');
  await ended(log);
  expect(readFileSync(file, 'utf8')).toBe('before\nafter\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a folder that takes no file ends the log, nothing else', async () => {
  const log = boundedLog('/dev/null/api.log');
  await expect(wrote(log, 'lost')).rejects.toThrow();
});
