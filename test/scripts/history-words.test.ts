import { expect, test } from 'vitest';
import { eventInWords } from '../../scripts/event-in-words.ts';
import { messageInWords } from '../../scripts/history/message-in-words.ts';
import { noGlobalOrder } from '../../domain/global-order.ts';
import { entry } from '../domain/accounts.ts';

const event = (code: 'MODE_CHANGED' | 'STATE_CHANGED' | 'CONFIGURED', context: string) =>
  eventInWords({ code, context, symbol: '' });

test.each([
  ['MODE_CHANGED', 'from=observe to=live', 'mode changed from observe to live'],
  [
    'MODE_CHANGED',
    'from=observe to=live allow_withdraw=true',
    'mode changed from observe to live, with a key that may withdraw, as a person allowed',
  ],
  ['STATE_CHANGED', 'from=active to=halted by=person', 'trading state changed from active to halted by a person'],
  [
    'STATE_CHANGED',
    'from=active to=exit-only by=DAILY_LOSS_REACHED profit_usd=-51 limit=50',
    "trading state changed from active to exit-only by itself: the day's loss limit is reached (profit in USD -51, limit 50)",
  ],
  ['STATE_CHANGED', 'from=active to=halted by=global', 'trading state changed from active to halted for all accounts'],
  [
    'STATE_CHANGED',
    'from=active to=exit-only by=global reason=GLOBAL_LOSS_REACHED limit=500',
    "trading state changed from active to exit-only for all accounts: the day's loss limit of all accounts together is reached (limit 500)",
  ],
  ['CONFIGURED', 'limits.maxOrderUsd=200->100', 'new configuration from its file (limits.maxOrderUsd 200->100)'],
] as const)('%s %s', (code, context, words) => {
  expect(event(code, context)).toBe(words);
});

test('messages: what was asked of the account stands in words beside its name', () => {
  expect(messageInWords('setMode', ['live', { allowWithdrawPermission: true }])).toBe(
    'mode set to live, with a key that may withdraw, as a person allowed (setMode)',
  );
  expect(messageInWords('setMode', ['live'])).toBe('mode set to live (setMode)');
  const order = { ...noGlobalOrder, tradingState: 'exit-only', reason: 'GLOBAL_LOSS_REACHED limit=500' } as const;
  expect(messageInWords('setGlobal', [order])).toBe(
    "for all accounts: exit-only: the day's loss limit of all accounts together is reached (limit 500) (setGlobal)",
  );
  expect(messageInWords('setGlobal', [{ ...noGlobalOrder, exposureShareUsd: '250' }])).toBe(
    'for all accounts: active, its part of the common exposure 250 USD (setGlobal)',
  );
  const size = { kind: 'quote', amount: '100' } as const;
  const request = { orderId: 'o', symbol: 'BTC/USD', side: 'buy', size, requestedAtMs: 1 } as const;
  expect(messageInWords('preview', [{ kind: 'own', request }])).toBe(
    'asked what it would do with own order: buy for 100 BTC/USD (preview)',
  );
  expect(messageInWords('preview', [{ kind: 'copy', intent: entry() }])).toMatch(
    /^asked what it would do with intent \d+: buy BTC\/USD, the master's fill 0\.05 at 60000 \(preview\)$/,
  );
  expect(messageInWords('standing', [{ accountId: 'alice' }])).toBe('alice told what it holds (standing)');
});
