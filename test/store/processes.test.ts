import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { journalAt, onBothDatabases } from './databases.ts';
import { record } from './records.ts';

const writerFile = fileURLToPath(new URL('writer.ts', import.meta.url));

interface Writer {
  /** Starts writing; does not wait. */
  write(url: string, accountId: string, count: number): void;
  /** What it prints next; null when it has ended. */
  nextLine(): Promise<string | null>;
  kill(): void;
}

async function startWriter(): Promise<Writer> {
  const child = spawn(process.execPath, ['--import', 'tsx', writerFile], { stdio: ['pipe', 'pipe', 'inherit'] });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  onTestFinished(kill);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string | null> => {
    const { value, done } = await lines.next();
    return done === true ? null : value;
  };
  expect(await nextLine()).toBe('ready');
  return { write: (url, accountId, count) => child.stdin.write(`${url} ${accountId} ${count}\n`), nextLine, kill };
}

/** Reads on to the line that is no number. */
async function verdictOf(writer: Writer): Promise<string | null> {
  for (;;) {
    const line = await writer.nextLine();
    if (line === null || !/^\d+$/.test(line)) return line;
  }
}

onBothDatabases((newUrl) => {
  test('processes that open, migrate and write a new journal at once lose nothing', { timeout: 60_000 }, async () => {
    const rounds = (await newUrl()).startsWith('file:') ? 25 : 6;
    const accounts = ['a', 'b', 'c', 'd'];
    const writers = await Promise.all(accounts.map(() => startWriter()));
    for (let round = 0; round < rounds; round += 1) {
      const url = await newUrl();
      for (const [n, writer] of writers.entries()) writer.write(url, accounts[n]!, 5);
      expect(await Promise.all(writers.map(verdictOf))).toEqual(accounts.map(() => 'done'));

      const journal = journalAt(url);
      for (const accountId of [...accounts, 'shared']) expect(await journal.decisions(accountId, 100)).toHaveLength(5);
      await journal.close();
    }
  });

  test('a worker killed while it writes leaves a usable journal with all that was acknowledged', async () => {
    const url = await newUrl();
    const writer = await startWriter();
    writer.write(url, 'a', 100_000);
    let acknowledged = -1;
    for (let line = await writer.nextLine(); line !== null; line = await writer.nextLine()) {
      acknowledged = Number(line);
      if (acknowledged === 200) writer.kill();
    }
    const journal = journalAt(url);
    const kept = new Set((await journal.decisions('a', 100_000)).map((each) => each.intentId));
    const missing = Array.from({ length: acknowledged + 1 }, (_, n) => `intent-${n}`).filter((id) => !kept.has(id));
    expect(acknowledged).toBeGreaterThanOrEqual(200);
    expect(missing).toEqual([]);
    await journal.writeRecords([record({ accountId: 'after' })]);
    expect(await journal.decisions('after', 1)).toHaveLength(1);
  });
});
