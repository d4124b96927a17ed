import { expect, test } from 'vitest';
import type { AccountState } from '../../domain/account-state.ts';
import { decide } from '../../domain/decide.ts';
import type { DecisionRecord } from '../../domain/decision-record.ts';
import { previewIntent } from '../../domain/preview-intent.ts';
import { tradeFromIntent, tradeFromRequest } from '../../domain/trade.ts';
import type { OrderSize } from '../../domain/own-order.ts';
import type { Side } from '../../domain/trade-intent.ts';
import { accountPreview, type PreviewDocument } from '../../scripts/preview-document.ts';
import { previewInWords } from '../../scripts/preview-in-words.ts';
import { configOf, connected, nowMs, owning } from '../domain/accounts.ts';

const named = (accountId: string, state: AccountState, config: Partial<AccountState['config']> = {}): AccountState => ({
  ...state,
  config: configOf(accountId, config),
});

/** As the command puts it together, with the accounts' own code and without their workflows. */
function previewed(
  master: AccountState,
  followers: readonly AccountState[],
  side: Side,
  size: OrderSize,
): PreviewDocument {
  const request = { orderId: 'asked', symbol: 'BTC/USD', side, size, requestedAtMs: nowMs };
  const own = decide(master, tradeFromRequest(request, master.mode), nowMs);
  const intent = previewIntent(own, nowMs);
  if (intent === null) throw new Error('the master would not trade');
  const view = (record: DecisionRecord) =>
    accountPreview(record, {
      name: `Account ${record.accountId}`,
      role: record.accountId === 'master' ? 'master' : 'user',
    });
  const copies = followers.map((state) => decide(state, tradeFromIntent(intent, state.mode), nowMs));
  return {
    ...intent,
    copying: { state: 'on', reason: null, followers: followers.length },
    accounts: [own, ...copies].map(view),
    unreached: [{ accountId: 'gone', reason: 'not running' }],
  };
}

const limits = { ...configOf('any').limits, maxOrderUsd: '20' };
const followers = [
  named('alice', connected()),
  named('bob', connected(), { limits }),
  named('carol', connected({ mode: 'observe' })),
  named('dave', connected({ tradingState: 'exit-only' })),
];
const row = (lines: readonly string[], accountId: string): string =>
  lines
    .join('\n')
    .split('\n')
    .find((line) => line.includes(`│ ${accountId}`)) ?? '';
const cells = (lines: readonly string[], accountId: string): readonly string[] =>
  row(lines, accountId)
    .split('│')
    .map((cell) => cell.trim())
    .slice(1, -1);

test('a purchase: what the master buys, and what each follower would do and why', () => {
  const lines = previewInWords(
    previewed(named('master', connected()), followers, 'buy', { kind: 'quantity', quantity: '0.005' }),
    true,
  );
  expect(lines[0]).toBe('the master would buy 0.005 BTC/USD at about 60000 (300.00, 10% of its 3000.00 USD)');
  expect(cells(lines, 'master')).toEqual([
    ...['master (master)', 'live', '3000.00', 'buy 0.005 at most 60180 (300.90 USD)', ''],
  ]);
  expect(cells(lines, 'alice')).toEqual(['alice', 'live', '3000.00', 'buy 0.00498504 at most 60180 (300.00 USD)', '']);
  expect(cells(lines, 'bob').slice(3)).toEqual([
    ...['buy 0.00033233 at most 60180 (20.00 USD)', 'made smaller by max order (cap=20)'],
  ]);
  expect(cells(lines, 'carol').slice(3)).toEqual([
    ...['buy 0.00498504 at most 60180 (300.00 USD)', 'not sent: it observes'],
  ]);
  expect(cells(lines, 'dave').slice(3)).toEqual(['nothing', 'exit-only: no new entries']);
  expect(lines).toContain('not asked: gone (not running)');
  expect(lines.at(-1)).toBe('4 of 6 would order; nothing was sent or recorded');
});

test('each step of the sizing stands in one line for an account', () => {
  const told = previewed(named('master', connected()), followers, 'buy', { kind: 'quantity', quantity: '0.005' });
  expect(previewInWords(told, true)).toContain(
    'bob: raw 300.00 → max order 20.00 → free balance 2979.15 → capped 20.00 → limit price 60180 → ' +
      'quantity 0.00033233 → notional 20.00',
  );
  expect(previewInWords(told, false).filter((line) => line.includes('→'))).toEqual([]);
  expect(previewInWords(told, false)).toContain('each step of the sizing: add --steps');
});

test('a sale goes at the market, as a part of what each owns; own coins are not part of it', () => {
  const told = previewed(
    named('master', owning('0.4')),
    [named('alice', owning('0.2')), named('bob', connected())],
    'sell',
    { kind: 'fraction', fraction: '0.5' },
  );
  const lines = previewInWords(told, true);
  expect(lines[0]).toBe('the master would sell 0.2 BTC/USD at about 60000 (12000.00, 50% of what it owns)');
  expect(cells(lines, 'alice').slice(3)).toEqual(['sell 0.1 at the market (about 6000.00 USD)', '']);
  expect(cells(lines, 'bob').slice(3)).toEqual(['nothing', 'nothing owned to sell (BTC/USD)']);
  expect(lines).toContain('alice: owned 0.2 → wanted 0.1 → quantity 0.1');
});

test('with a master that observes, no live follower is said to send', () => {
  const master = named('master', connected({ mode: 'observe' }));
  const told = previewed(master, followers, 'buy', { kind: 'quantity', quantity: '0.005' });
  expect(told.simulated).toBe(true);
  expect(cells(previewInWords(told, false), 'alice').at(-1)).toBe('not sent: the master observes');
});

test('copying that is off is said first', () => {
  const told = previewed(named('master', connected()), followers, 'buy', { kind: 'quantity', quantity: '0.005' });
  const off = { ...told, copying: { state: 'off', reason: 'a person switched it off', followers: 4 } } as const;
  expect(previewInWords(off, false)[0]).toMatch(/^COPYING OFF \(off\): a person switched it off/);
});
