import { openJournal } from '../../store/open-journal.ts';
import { record } from './records.ts';

/** A process of its own: opens the journal and prints each number whose record was written, until it ends. */
const [url, accountId, count] = process.argv.slice(2);
const journal = openJournal({ url: url ?? '', patienceMs: 20_000 });
for (let n = 0; n < Number(count); n += 1) {
  await journal.writeRecords([
    record({ accountId: accountId!, intentId: `intent-${n}` }),
    record({ accountId: 'shared', intentId: `intent-${n}`, revision: n + 1 }),
  ]);
  process.stdout.write(`${n}\n`);
}
await journal.close();
