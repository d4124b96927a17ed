import { describe, expect, test } from 'vitest';
import type { AccountConfig } from '../../domain/account-config.ts';
import { accountAudit } from '../../domain/account-report.ts';
import type { AccountAudit } from '../../domain/account-status.ts';
import { auditReport } from '../../scripts/audit-report.ts';
import { auditTotals } from '../../scripts/audit-totals.ts';
import { keyWarnings } from '../../scripts/key-in-words.ts';
import { configOf, connected } from '../domain/accounts.ts';

const provenAtMs = Date.UTC(2026, 0, 31, 14, 5, 9);
const safeKey = { trade: true, withdraw: false, provenAtMs };

function auditOf(
  accountId: string,
  changes: Partial<AccountAudit> = {},
  config: Partial<AccountConfig> = {},
): AccountAudit {
  const audit = accountAudit(connected({ config: configOf(accountId, config), permissions: safeKey }));
  return { ...audit, equityUsd: '100', ...changes };
}

describe('totals', () => {
  const audits = [
    auditOf('master', { equityUsd: '1000' }, { role: 'master', name: 'Ann' }),
    auditOf('ann_kraken', { equityUsd: '10.10' }, { name: 'Ann' }),
    auditOf('ann_binance', { equityUsd: '0.20' }, { name: 'Ann', exchange: 'binance' }),
    auditOf('bob', { equityUsd: '1' }, { name: 'Bob', enabled: false }),
    auditOf('cid', { equityUsd: null, connection: 'not-connected' }, { name: 'Cid', exchange: 'coinbase' }),
    auditOf('play', { equityUsd: '5000' }, { name: 'Bob', sandbox: true }),
  ];

  test("add up over a person's exchanges, disabled accounts too, without play money, the master and unknown equity", () => {
    expect(auditTotals(audits)).toEqual({
      ...{ usersUsd: '11.3', masterUsd: '1000', overallUsd: '1011.3' },
      byUser: [
        { name: 'Ann', accountIds: ['ann_kraken', 'ann_binance'], usd: '10.3' },
        { name: 'Bob', accountIds: ['bob'], usd: '1' },
        { name: 'Cid', accountIds: ['cid'], usd: null },
      ],
      byExchange: [
        { exchange: 'kraken', usd: '1011.1' },
        { exchange: 'binance', usd: '0.2' },
        { exchange: 'coinbase', usd: null },
      ],
      unknown: ['cid'],
    });
  });

  test('name in words whose equity no total holds', () => {
    expect(auditReport(audits).slice(-4)).toEqual([
      'Ann (ann_kraken, ann_binance): 10.30 USD',
      'kraken 1011.10 USD, binance 0.20 USD, coinbase not known',
      'users 11.30 USD, master 1000.00 USD, overall 1011.30 USD',
      'NOT COUNTED, as their equity is not known: cid',
    ]);
  });
});

describe('a key that could empty the account', () => {
  const withdraws = { permissions: { trade: true, withdraw: true, provenAtMs } };

  test('says so loudly, and that a person allowed it', () => {
    expect(keyWarnings([auditOf('alice', withdraws), auditOf('bob')])).toEqual(['WARNING alice: its key can withdraw']);
    expect(keyWarnings([auditOf('alice', { ...withdraws, allowsWithdrawal: true })])).toEqual([
      'WARNING alice: its key can withdraw, allowed by a person with --allow-withdraw-permission',
    ]);
    expect(auditReport([auditOf('alice', withdraws)])).toContain('WARNING alice: its key can withdraw');
  });

  test('an unproven right is no warning; one that may not trade is', () => {
    const permissions = { trade: false, withdraw: null, provenAtMs };
    expect(keyWarnings([auditOf('alice', { permissions })])).toEqual(['WARNING alice: its key may not trade']);
  });
});

describe('the table', () => {
  const report = (...audits: readonly AccountAudit[]): string => auditReport(audits).join('\n');

  test('tells why an account does not trade: no key, a wrong key, disabled, and how it comes back', () => {
    const shown = report(
      auditOf('nokey', { connection: 'credentials-missing', reason: 'credentials not set', permissions: null }),
      auditOf('wrong', { connection: 'not-connected', reason: 'EAPI:Invalid key' }),
      auditOf('asleep', {}, { enabled: false }),
      auditOf('gone', { connection: 'not-connected', reason: 'EAPI:Invalid key' }, { enabled: false }),
      auditOf('lost', { tradingState: 'exit-only', reason: 'DAILY_LOSS_REACHED profit_usd=-51 limit=50' }),
    );
    expect(shown).toMatch(/│ nokey .*NOT TRADING \(credentials not set\)/);
    expect(shown).toMatch(/│ wrong .*NOT CONNECTED/);
    expect(shown).toContain('\nwrong: NOT CONNECTED: EAPI:Invalid key\n');
    expect(shown).toMatch(/│ asleep .*DISABLED/);
    expect(shown).toMatch(/│ gone .*NOT CONNECTED.*\n│ .*\(disabled\)/);
    expect(shown).toContain(
      '\nlost: EXIT-ONLY: the day\'s loss limit is reached (profit in USD -51, limit 50); it sells, and buys again after "state active lost"\n',
    );
    expect(shown).not.toContain('nokey: ');
  });

  test('shows when the rights of a key were proven, the master first, within 120 columns', () => {
    const balances = [
      { asset: 'USD', total: '12345.6789', free: '0' },
      { asset: 'BTC', total: '0.12345678', free: '0' },
    ];
    const shown = report(
      auditOf('investor_one', { balances, equityUsd: '123456.78' }),
      auditOf('master', { connection: 'credentials-missing', permissions: null }, { role: 'master' }),
    );
    expect(shown).toMatch(/│ master [^]*│ investor_one /);
    expect(shown).toContain('proven 2026-01-31 14:05');
    expect(Math.max(...shown.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
  });
});
