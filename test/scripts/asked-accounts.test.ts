import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { AccountAnswer } from '../../scripts/account-answer.ts';
import { askedAccounts } from '../../scripts/lockstep-port/asked-accounts.ts';
import { until } from '../support/world.ts';

const silent: AccountAnswer = { kind: 'silent', reason: 'no worker answers' };
const stopped: AccountAnswer = { kind: 'stopped', last: null };

/** Counts who was asked; each is answered by what `answer` says then. */
function counted(answer: (accountId: string) => Promise<AccountAnswer>) {
  const asked: string[] = [];
  const accounts = askedAccounts((accountId) => {
    asked.push(accountId);
    return answer(accountId);
  });
  return { asked, accounts };
}

const minute = 60_000;

test('ten dashboards that look at a crowd ask each account once: the worker has trades to carry out', async () => {
  const { asked, accounts } = counted(async () => stopped);
  const crowd = Array.from({ length: 300 }, (_, index) => `member_${index}`);
  for (let look = 0; look < 10; look += 1) await Promise.all(crowd.map((accountId) => accounts.of(accountId, minute)));
  expect(asked).toEqual(crowd);
});

test('a list may show an older answer than who looks at one account', async () => {
  const { asked, accounts } = counted(async () => stopped);
  await accounts.of('a', minute);
  await delay(30);
  await accounts.of('a', minute);
  expect(asked).toHaveLength(1);
  await accounts.of('a', 10);
  expect(asked).toHaveLength(2);
});

test('answers that came together do not all end together: the worker is not asked for everybody at once', async () => {
  const { asked, accounts } = counted(async () => stopped);
  const crowd = Array.from({ length: 200 }, (_, index) => `member_${index}`);
  const look = (keepMs: number) => Promise.all(crowd.map((accountId) => accounts.of(accountId, keepMs)));
  await look(minute);
  const answeredAt = performance.now();
  await delay(300);
  await look(performance.now() - answeredAt);
  expect(asked.length).toBeGreaterThan(crowd.length * 1.2);
  expect(asked.length).toBeLessThan(crowd.length * 1.8);
});

test('silence is not kept as long: an account is not shown as lost when it is back', async () => {
  let answer: AccountAnswer = silent;
  const { asked, accounts } = counted(async () => answer);
  expect(await accounts.of('a', minute)).toEqual(silent);
  answer = stopped;
  await until(async () => (await accounts.of('a', minute)).kind === 'stopped', 5_000);
  expect(asked).toHaveLength(2);
});

test('what was changed is asked anew, and an answer that was under way then is not kept', async () => {
  const answers: ((answer: AccountAnswer) => void)[] = [];
  const { asked, accounts } = counted(() => new Promise((resolve) => answers.push(resolve)));
  const before = accounts.of('a', minute);
  accounts.forget('a');
  const after = accounts.of('a', minute);
  answers[0]!(silent);
  answers[1]!(stopped);
  expect([await before, await after, await accounts.of('a', minute)]).toEqual([silent, stopped, stopped]);
  accounts.forget();
  void accounts.of('a', minute);
  expect(asked).toHaveLength(3);
});

test('who could not be asked is asked again by the next', async () => {
  let isBroken = true;
  const { asked, accounts } = counted(() => (isBroken ? Promise.reject(new Error('no')) : Promise.resolve(stopped)));
  await expect(accounts.of('a', minute)).rejects.toThrow('no');
  isBroken = false;
  expect(await accounts.of('a', minute)).toEqual(stopped);
  expect(asked).toHaveLength(2);
});

test('who answers late is behind with trades: it is not asked again as soon as it has answered', async () => {
  const { asked, accounts } = counted(async () => {
    await delay(100);
    return stopped;
  });
  await accounts.of('a', 50);
  const answeredAt = performance.now();
  await until(async () => {
    await accounts.of('a', 50);
    return asked.length > 1;
  }, 5_000);
  expect(performance.now() - answeredAt).toBeGreaterThan(900);
});
