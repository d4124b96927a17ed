import { createInterface } from 'node:readline';
import { openJournal } from '../../store/open-journal.ts';
import { record } from './records.ts';

/**
 * A process of its own. For each line `url accountId count` it opens that journal, prints each number whose record was
 * written, then `done`, or what went wrong.
 */
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const [url = '', accountId = '', count = ''] = line.split(' ');
  const journal = openJournal({ url, patienceMs: 20_000 });
  try {
    for (let n = 0; n < Number(count); n += 1) {
      await journal.writeRecords([
        record({ accountId, intentId: `intent-${n}` }),
        record({ accountId: 'shared', intentId: `intent-${n}`, revision: n + 1 }),
      ]);
      process.stdout.write(`${n}\n`);
    }
    process.stdout.write('done\n');
  } catch (error) {
    process.stdout.write(`${String(error)}\n`);
  }
  await journal.close();
}
