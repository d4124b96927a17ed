import { expect, onTestFinished, test } from 'vitest';
import { openAccountEntries } from '../../store/open-account-entries.ts';
import type { AccountEntries } from '../../store/account-entries.ts';
import { JournalUnavailable } from '../../store/journal.ts';
import { execute, onBothDatabases } from './databases.ts';

function entriesAt(url: string): AccountEntries {
  const entries = openAccountEntries({ url, patienceMs: 10_000 });
  onTestFinished(() => entries.close());
  return entries;
}

const ann = {
  accountId: 'ann',
  role: 'user',
  entry: { user_id: 'ann', broker_type: 'kraken', limits: { max_order_usd: '100' } },
} as const;
const master = { accountId: 'master', role: 'master', entry: { user_id: 'master', broker_type: 'kraken' } } as const;

onBothDatabases((newUrl) => {
  test('an account made in the browser is there for the next process, with its limits', async () => {
    const url = await newUrl();
    const entries = entriesAt(url);
    await entries.put(master);
    await entries.put(ann);
    expect(await entriesAt(url).list()).toEqual([ann, master]);
  });

  test('an edit replaces the account, and removing it leaves the others', async () => {
    const entries = entriesAt(await newUrl());
    await entries.put(ann);
    await entries.put(master);
    const stricter = { ...ann, entry: { ...ann.entry, limits: { max_order_usd: '5' } } };
    await entries.put(stricter);
    expect(await entries.list()).toEqual([stricter, master]);
    expect(await entries.remove('ann')).toBe(true);
    expect(await entries.remove('ann')).toBe(false);
    expect(await entries.list()).toEqual([master]);
  });

  test('one entry that another hand broke keeps no other from being read', async () => {
    const url = await newUrl();
    const entries = entriesAt(url);
    await entries.put(ann);
    await entries.put(master);
    await execute(url, `update account_entries set entry = '{"user' where account_id = 'ann'`);
    expect(await entries.list()).toEqual([{ ...ann, entry: undefined }, master]);
  });

  test('a closed database is told as unavailable', async () => {
    const entries = entriesAt(await newUrl());
    await entries.list();
    await entries.close();
    await expect(entries.put(ann)).rejects.toThrow(JournalUnavailable);
  });
});
