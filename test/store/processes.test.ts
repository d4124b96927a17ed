import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { journalAt, onBothDatabases } from './databases.ts';
import { record } from './records.ts';

const writer = fileURLToPath(new URL('writer.ts', import.meta.url));

function startWriter(url: string, accountId: string, count: number): ChildProcess {
  const words = ['--import', 'tsx', writer, url, accountId, String(count)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

onBothDatabases((newUrl) => {
  test('processes that open, migrate and write a new journal at once lose nothing', async () => {
    const url = await newUrl();
    const accounts = ['a', 'b', 'c', 'd'];
    const writers = accounts.map((accountId) => startWriter(url, accountId, 50));
    for (const child of writers) child.stdout?.resume();
    const codes = await Promise.all(writers.map(async (child) => ((await once(child, 'exit')) as [number])[0]));
    expect(codes).toEqual([0, 0, 0, 0]);

    const journal = journalAt(url);
    for (const accountId of accounts) expect(await journal.decisions(accountId, 100)).toHaveLength(50);
    expect(await journal.decisions('shared', 100)).toHaveLength(50);
  });

  test('a worker killed while it writes leaves a usable journal with all that was acknowledged', async () => {
    const url = await newUrl();
    const child = startWriter(url, 'a', 100_000);
    let acknowledged = -1;
    for await (const line of createInterface({ input: child.stdout! })) {
      acknowledged = Number(line);
      if (acknowledged === 200) child.kill('SIGKILL');
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
