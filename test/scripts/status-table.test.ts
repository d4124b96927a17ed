import { expect, test } from 'vitest';
import { accountStatus } from '../../domain/account-report.ts';
import type { AccountState } from '../../domain/account-state.ts';
import type { Account } from '../../scripts/account-view.ts';
import { accountsInWords } from '../../scripts/commands/status.ts';
import { configOf, connected, owning } from '../domain/accounts.ts';

const shown = (...states: readonly AccountState[]): string =>
  accountsInWords(states.map((state): Account => ({ ...accountStatus(state), workflowId: '', uiUrl: null }))).join(
    '\n',
  );

test('an account that its own guard made exit-only is told why, and how a person brings it back', () => {
  const automatic = {
    code: 'DAILY_LOSS_REACHED',
    context: 'profit_usd=-51 limit=50',
    signature: 'DAILY_LOSS_REACHED:2026-01-15',
  } as const;
  const text = shown(connected({ tradingState: 'exit-only', automatic }));
  expect(text).toMatch(/│ alice .*EXIT-ONLY \(live\)/);
  expect(text).toContain(
    '\nalice: EXIT-ONLY: the day\'s loss limit is reached (profit in USD -51, limit 50); it sells, and buys again after "state active alice"',
  );
});

test('what a person made exit-only or halted needs no reason, and no way back is invented', () => {
  const text = shown(connected({ tradingState: 'exit-only' }));
  expect(text).toMatch(/EXIT-ONLY \(live\)/);
  expect(text).not.toContain('state active');
});

test("a limit of all accounts is not told as the account's own: its switch would not bring it back", () => {
  const global = { ...connected().global, tradingState: 'exit-only', reason: 'GLOBAL_LOSS_REACHED limit=500' } as const;
  const text = shown(connected({ global }));
  expect(text).toContain(
    '\nalice: EXIT-ONLY: the day\'s loss limit of all accounts together is reached (limit 500); "state active --global" ends that',
  );
  expect(text).not.toContain('state active alice');
});

test('what is owned stands with its profit, dust marked as dust', () => {
  const account = owning('0.02');
  const dust = owning('0.00000001', { config: configOf('bob') });
  expect(shown(account, dust)).toMatch(
    /│ alice +│ 0\.02 BTC\/USD +│ 30000 +│ 600\.00 +│\n│ bob +│ 0\.00000001 BTC\/USD \(dust\) +│/,
  );
  expect(shown(connected())).not.toContain('unrealized');
});

test('fits in 120 columns, the longest status word and large amounts included', () => {
  const snapshot = { ...connected().snapshot, equityUsd: '123456789.12' } as AccountState['snapshot'];
  const text = shown(
    connected({ config: configOf('investor_one'), snapshot }),
    connected({ connection: 'credentials-missing', reason: 'credentials not set' }),
    connected({ config: configOf('p', { sandbox: true }), connection: 'not-connected', reason: 'EAPI:Invalid key' }),
  );
  expect(text).toContain('NOT TRADING (credentials not set)');
  expect(text).toContain('\np: NOT CONNECTED: EAPI:Invalid key');
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
});
