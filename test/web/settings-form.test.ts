import { describe, expect, test } from 'vitest';
import type { AccountConfig } from '../../domain/account-config.ts';
import { noLimits } from '../../domain/account-config.ts';
import { AccountChange } from '../../server/account-change.ts';
import { amountFields } from '../../web/account/setting-fields.ts';
import {
  changedFields,
  changeInWords,
  changeOf,
  formWith,
  mistakesIn,
  savedForm,
  type SettingsChanges,
} from '../../web/account/settings-form.ts';

const config: AccountConfig = {
  accountId: 'ann',
  name: 'Ann',
  role: 'user',
  accountType: 'retail',
  exchange: 'kraken',
  enabled: true,
  description: '',
  credentialName: 'ANN',
  taskQueue: null,
  sizing: { kind: 'fixed-quote', amountUsd: '100' },
  limits: { ...noLimits, maxOrderUsd: '200', maxDailyTrades: 5 },
  maxSlippageBps: null,
  stopLossPct: '8',
  takeProfitPct: null,
  trailingStopPct: null,
};
const saved = savedForm(config);
const typed = (changes: SettingsChanges) => {
  const form = formWith(saved, changes);
  return { form, changed: changedFields(saved, form) };
};
const sent = (changes: SettingsChanges) => {
  const { form, changed } = typed(changes);
  return changeOf(form, changed);
};

describe('the settings of an account as typed in the browser', () => {
  test('a limit that nobody touched is not sent: it undoes nobody’s change', () => {
    expect(sent({ amounts: { max_order_usd: ' 150.5 ', max_daily_trades: '5' } })).toEqual({
      limits: { max_order_usd: '150.5' },
    });
    expect(typed({ amounts: { stop_loss_pct: '8' }, name: 'Ann' }).changed).toEqual([]);
  });

  test('everything at once is what the server takes', () => {
    const change = sent({
      name: ' Anna ',
      description: 'Saves for a boat',
      sizing: { kind: 'percent-of-equity', percent: ' 2.5 ' },
      stop_trading_on_loss: false,
      amounts: {
        max_order_usd: '',
        max_position_usd: '0',
        max_risk_per_trade_pct: '1',
        max_daily_loss_usd: '10',
        max_daily_trades: '7',
        max_drift_pct: '100',
        stop_loss_pct: '',
        take_profit_pct: '150',
        trailing_stop_pct: '3',
        max_slippage_bps: '20',
      },
    });
    expect(change).toEqual({
      name: 'Anna',
      description: 'Saves for a boat',
      sizing: { kind: 'percent-of-equity', percent: '2.5' },
      limits: {
        max_order_usd: null,
        max_position_usd: '0',
        max_risk_per_trade_pct: '1',
        max_daily_loss_usd: '10',
        max_daily_trades: 7,
        max_drift_pct: '100',
        stop_trading_on_loss: false,
      },
      stop_loss_pct: null,
      take_profit_pct: '150',
      trailing_stop_pct: '3',
      max_slippage_bps: 20,
    });
    expect(AccountChange.safeParse(change).success).toBe(true);
  });

  const amounts = ['', '0', '0.5', '3', '100', '101', '1000000', '1000001', '-1', '1e3', '1,5', '.5', 'x'];
  test.each(amountFields.flatMap(({ name }) => amounts.map((text) => [name, text] as const)))(
    '%s %j is called wrong just when the server refuses it',
    (name, text) => {
      const { form } = typed({ amounts: { [name]: text } });
      const change = changeOf(form, [name]);
      expect(Object.keys(mistakesIn(form))).toEqual(AccountChange.safeParse(change).success ? [] : [name]);
    },
  );

  test.each([
    [{ kind: 'fixed-quote', amount_usd: '' }, 'amount_usd'],
    [{ kind: 'fixed-quote', amount_usd: '0' }, 'amount_usd'],
    [{ kind: 'equity-proportional', multiplier: '-2' }, 'multiplier'],
    [{ kind: 'percent-of-equity', percent: '101' }, 'percent'],
  ] as const)('%j is said at its field', (sizing, field) => {
    expect(Object.keys(mistakesIn(typed({ sizing }).form))).toEqual([field]);
  });

  test('a name must stay', () => {
    expect(mistakesIn(typed({ name: ' ' }).form)).toEqual({ name: 'Expected a name' });
  });

  test('what will change is told before it is saved', () => {
    const { form, changed } = typed({
      sizing: { kind: 'equity-proportional', multiplier: '3' },
      amounts: { max_order_usd: '', max_slippage_bps: '10' },
    });
    expect(changed.map((name) => changeInWords(saved, form, name))).toEqual([
      "Size: 3 times the master's share instead of $100 each",
      'Most for an order: no limit instead of $200',
      'Worst price for a buy: 10 bps instead of 30 for BTC and ETH, 50 for others',
    ]);
  });
});
