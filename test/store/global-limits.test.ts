import { expect, onTestFinished, test } from 'vitest';
import { JournalUnavailable } from '../../store/journal.ts';
import { openGlobalLimits } from '../../store/open-global-limits.ts';
import { readEdits } from '../../store/read-edits.ts';
import type { StoredGlobalLimits } from '../../store/global-limits.ts';
import { execute, onBothDatabases } from './databases.ts';

function limitsAt(url: string): StoredGlobalLimits {
  const limits = openGlobalLimits({ url, patienceMs: 10_000 });
  onTestFinished(() => limits.close());
  return limits;
}

const strict = { maxExposureUsd: '5000', maxDailyLossUsd: null };

onBothDatabases((newUrl) => {
  test('a limit set in the browser is there for the next process, the latest one alone', async () => {
    const url = await newUrl();
    const limits = limitsAt(url);
    expect(await limits.read()).toBeNull();
    await limits.put({ maxExposureUsd: '9000', maxDailyLossUsd: '1' });
    await limits.put(strict);
    expect(await limitsAt(url).read()).toEqual(strict);
    expect(await readEdits(url, 10_000)).toEqual({ accounts: [], globalLimits: strict });
    await limits.remove();
    await limits.remove();
    expect(await limits.read()).toBeNull();
  });

  test('what another hand broke is told apart from nothing', async () => {
    const url = await newUrl();
    const limits = limitsAt(url);
    await limits.put(strict);
    await execute(url, "update global_limits set limits = '{'");
    expect(await limits.read()).toBeUndefined();
  });
});

test('a database that can not be opened is told, not taken for one without limits', async () => {
  await expect(limitsAt('file:/dev/null/journal.db').read()).rejects.toThrow(JournalUnavailable);
});
