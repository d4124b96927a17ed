import { describe, expect, test } from 'vitest';
import { copyingStatus, type CopyingFacts, type MasterAccountFacts } from '../../domain/copying-status.ts';

const account: Extract<MasterAccountFacts, { kind: 'running' }> = {
  kind: 'running',
  connection: 'connected',
  reason: null,
  tradingState: 'active',
  ownTradingState: 'active',
};
const fine: CopyingFacts = {
  masterId: 'master',
  fileProblem: null,
  isDisabled: false,
  workflow: { kind: 'running', copying: true, followers: 3 },
  account,
};
const withAccount = (changes: Partial<typeof account>): CopyingFacts => ({
  ...fine,
  account: { ...account, ...changes },
});
const noFile = 'there is no master: config/master.json: not found';

test('with everything in order copying is on, and needs no words', () => {
  expect(copyingStatus(fine)).toEqual({ state: 'on', reason: null, followers: 3 });
});

test.each<[string, CopyingFacts]>([
  ['exit-only: its exits are still copied', withAccount({ tradingState: 'exit-only', ownTradingState: 'exit-only' })],
  ['without a file any more, and running', { ...fine, fileProblem: noFile }],
  ['disabled in its file, and running from before', { ...fine, isDisabled: true }],
  ['a passing fault that did not disconnect it', withAccount({ reason: 'timed out' })],
])('copying that still works is not told as off: the master %s', (_, facts) => {
  expect(copyingStatus(facts).state).toBe('on');
});

describe('nobody believes to be copied who is not: standalone', () => {
  test.each<[string, CopyingFacts, string]>([
    [
      'its workflow ended',
      { ...fine, workflow: { kind: 'stopped' } },
      'the master\'s workflow is not running: start it with "accounts start master"',
    ],
    ['no file, never started', { ...fine, fileProblem: noFile, workflow: { kind: 'stopped' } }, noFile],
    [
      'disabled',
      { ...fine, isDisabled: true, workflow: { kind: 'stopped' } },
      'the master\'s workflow is not running: "enabled" is false in its file',
    ],
    [
      'its workflow is silent',
      { ...fine, workflow: { kind: 'silent', reason: 'no worker answers' } },
      "the master's workflow does not answer: no worker answers",
    ],
    [
      'its account ended',
      { ...fine, account: { kind: 'stopped' } },
      'the master\'s account is not running: start it with "accounts start master"',
    ],
    [
      'its account is silent',
      { ...fine, account: { kind: 'silent', reason: 'no worker answers' } },
      "the master's account does not answer: no worker answers",
    ],
    ['no key', withAccount({ connection: 'credentials-missing' }), "the master's credentials are not set"],
    [
      'its key is revoked',
      withAccount({ connection: 'not-connected', reason: 'EAPI:Invalid key' }),
      "the master's key was refused (EAPI:Invalid key)",
    ],
    [
      'its exchange is down',
      withAccount({ connection: 'not-connected', reason: 'no answer within 10 s' }),
      'the master is not connected: no answer within 10 s',
    ],
    [
      'it has just started',
      withAccount({ connection: 'not-connected', reason: 'starting' }),
      'the master is not connected yet',
    ],
    [
      'halted',
      withAccount({ tradingState: 'halted', ownTradingState: 'halted' }),
      'the master is halted: "state active master" lets it trade again',
    ],
    [
      'halted with all',
      withAccount({ tradingState: 'halted' }),
      'all accounts are halted, the master too: "state active --global" ends that',
    ],
  ])('%s', (_, facts, reason) => {
    expect(copyingStatus(facts)).toMatchObject({ state: 'standalone', reason });
  });

  test('a workflow that ended has no followers; how many a silent one has is not known', () => {
    expect(copyingStatus({ ...fine, workflow: { kind: 'stopped' } }).followers).toBe(0);
    expect(copyingStatus({ ...fine, workflow: { kind: 'silent', reason: '' } }).followers).toBeNull();
  });
});

test("a person's switch is told before the master's troubles: mending those would not bring copying back", () => {
  const off = {
    ...withAccount({ connection: 'not-connected', reason: 'EAPI:Invalid key' }),
    workflow: { kind: 'running', copying: false, followers: 2 },
  } as const;
  expect(copyingStatus(off)).toEqual({
    state: 'off',
    reason: 'a person switched it off: "copying on" switches it on',
    followers: 2,
  });
});
