import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ForecastDocument } from '../../scripts/forecast-document.ts';
import type { PreviewDocument } from '../../scripts/preview-document.ts';
import type { Scorecard } from '../../scripts/scorecard.ts';
import { simulatorControl, type SimulatorControl } from '../../simulator/control-client.ts';
import { homeAt } from '../../workers/home.ts';
import { readRunningUp } from '../../workers/running-up.ts';
import { master, user } from '../config/config-folder.ts';
import { installLockstep } from '../support/installed-lockstep.ts';

const installation = installLockstep({ TEMPORAL_ADDRESS: '', LOCKSTEP_DATABASE_URL: '' });
let exchange: SimulatorControl;

beforeAll(async () => {
  installation.writeAccount('master.json', master);
  installation.writeAccount('users/alice.json', user('alice'));
  installation.writeAccount('users/bob.json', user('bob', { limits: { max_order_usd: '20' } }));
  installation.writeAccount('users/carol.json', user('carol', { enabled: false }));
  await installation.up('--simulator');
  exchange = simulatorControl(readRunningUp(homeAt(installation.home))?.simulator?.url ?? '');
  await exchange.setPrice('BTC/USD', '50000');
});
afterAll(() => installation.remove());

test('without a recorded entry there is nothing to forecast by', async () => {
  const { code, stdout, stderr } = await installation.run('forecast');
  expect({ code, stdout, stderr }).toEqual({
    ...{ code: 1, stdout: '' },
    stderr: 'no entries of the master are recorded yet: there is nothing to go by\n',
  });
});

test('a master that owns nothing has nothing to sell: one line, and no account is asked', async () => {
  const { code, stdout, stderr } = await installation.run('preview', 'btc/usd', '--sell', '--fraction', '1');
  expect({ code, stdout, stderr }).toEqual({
    ...{ code: 1, stdout: '' },
    stderr: 'the master would not trade: nothing owned to sell (BTC/USD)\n',
  });
  expect((await installation.run('preview', 'BTC/USD', '--fraction', '1')).code).toBe(2);
});

test('what preview shows is what the trade then comes to; before it nothing was sent or written down', async () => {
  const {
    code,
    json: told,
    stderr,
  } = await installation.json<PreviewDocument>('preview', 'BTC/USD', '--quantity', '0.02');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(told).toMatchObject({ symbol: 'BTC/USD', side: 'buy', kind: 'entry', simulated: true, unreached: [] });
  expect(told.accounts.map(({ accountId, role, wouldOrder }) => ({ accountId, role, wouldOrder }))).toEqual([
    { accountId: 'master', role: 'master', wouldOrder: true },
    { accountId: 'alice', role: 'user', wouldOrder: true },
    { accountId: 'bob', role: 'user', wouldOrder: true },
  ]);
  expect((await installation.json<{ intents: readonly unknown[] }>('intents')).json.intents).toEqual([]);
  expect(await exchange.book()).toEqual([]);

  const trade = ['trade', 'buy', 'BTC/USD', '--quantity', '0.02', '--wait'];
  const traded = await installation.json<{ readonly intentId: string }>(...trade);
  const { accounts } = (await installation.json<Scorecard>('intents', traded.json.intentId)).json;
  const quantities = told.accounts.slice(1).map(({ accountId, quantity }) => ({ accountId, quantity }));
  expect(accounts.map(({ accountId, quantity }) => ({ accountId, quantity }))).toEqual(quantities);
});

test("an account's own order is previewed alone, a stopped one is refused in one line", async () => {
  const { json } = await installation.json<PreviewDocument>('preview', 'BTC/USD', '--quote', '50', '--account', 'bob');
  expect(json.accounts).toMatchObject([{ accountId: 'bob', wouldOrder: false, code: 'MAX_ORDER_REACHED' }]);
  const stopped = await installation.run('preview', 'BTC/USD', '--quote', '50', '--account', 'carol');
  expect(stopped).toMatchObject({ code: 1, stderr: "carol can't be asked: not running\n" });
});

test('a follower that does not run is listed, and fails nobody', async () => {
  await installation.run('accounts', 'stop', 'bob');
  const { code, json } = await installation.json<PreviewDocument>('preview', 'BTC/USD', '--quote', '500');
  expect(code).toBe(0);
  expect(json.accounts.map(({ accountId }) => accountId)).toEqual(['master', 'alice']);
  expect(json.unreached).toEqual([{ accountId: 'bob', reason: 'not running' }]);
});

test('the recorded entry is forecast: for an equity, and with the limits of an account', async () => {
  const { code, json: told } = await installation.json<ForecastDocument>('forecast', '--equity', '1');
  expect(code).toBe(0);
  expect(told).toMatchObject({ entries: 1, simulated: 1, leftOut: [], equities: [{ equityUsd: '1', followable: 0 }] });
  expect(told.markets).toEqual([{ symbol: 'BTC/USD', exchange: 'kraken' }]);
  const alice = await installation.json<ForecastDocument>('forecast', '--account', 'alice');
  expect(alice.json.equities).toMatchObject([{ followable: 1, share: '1' }]);
  expect((await installation.run('forecast', '--account', 'nobody')).stderr).toContain('unknown account "nobody"');
});
